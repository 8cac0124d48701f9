import type { StepLabelsRecord } from './step-labels-record';

export interface StepLabelCounts {
  /** Prompts of the seed, those without a known answer, and those whose solutions the server refused. */
  prompts: number;
  withoutAnswer: number;
  unsolved: number;
  /** Solutions, and those of them that gave no row, by why. */
  solutions: number;
  cut: number;
  blank: number;
  'too-many-steps': number;
  'set-aside': number;
  /** Labels by what they say. */
  correctSteps: number;
  wrongSteps: number;
  /** Samples that went on after a step, and those of them that were cut and so reached nothing. */
  rollOuts: number;
  cutRollOuts: number;
}

/** What became of the prompts of a seed whose solutions were labelled by roll-outs. */
export function stepLabelCounts(
  records: readonly StepLabelsRecord[],
  { prompts, problems }: { prompts: number; problems: number },
): StepLabelCounts {
  const labels = records.flatMap((record) => record.labels);
  const rollOuts = records.flatMap((record) => record.rollOuts);
  const unlabelled = (reason: StepLabelsRecord['unlabelled']) =>
    records.filter((record) => record.unlabelled === reason).length;
  return {
    prompts,
    withoutAnswer: prompts - problems,
    unsolved: problems - new Set(records.map(({ promptId }) => promptId)).size,
    solutions: records.length,
    cut: unlabelled('cut'),
    blank: unlabelled('blank'),
    'too-many-steps': unlabelled('too-many-steps'),
    'set-aside': unlabelled('set-aside'),
    correctSteps: labels.filter((label) => label === 1).length,
    wrongSteps: labels.filter((label) => label === 0).length,
    rollOuts: rollOuts.reduce((sum, { of }) => sum + of, 0),
    cutRollOuts: rollOuts.reduce((sum, { cut }) => sum + cut, 0),
  };
}
