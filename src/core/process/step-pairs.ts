import type { SolutionRecord, StepPairRecord } from '../feedback-records';
import type { PairRecord, PromptRecord } from '../records';
import { prefixOf, type Solution } from './solution';

export interface StepSources {
  /** The digest of the model that wrote and compared the steps. */
  model: string;
  /** The calls behind a step or a comparison, by its id. */
  callKeys: ReadonlyMap<string, readonly string[]>;
}

/** What a walk leaves: how it ended, and one pair for each step that stayed. An open solution was set aside. */
export function stepRecords(
  { prompt, steps, rollBacks, status }: Solution,
  { model, callKeys }: StepSources,
): (SolutionRecord | StepPairRecord)[] {
  const said = { promptId: prompt.id, model };
  return [
    {
      kind: 'solution',
      id: `${prompt.id}.solution`,
      ...said,
      text: prefixOf({ steps }),
      steps: steps.length,
      status: status === 'open' ? 'set-aside' : status,
      rollBacks: [...rollBacks],
    },
    ...steps.map(({ chosen, rejected, feedbackIds }, index): StepPairRecord => ({
      kind: 'step-pair',
      id: `${prompt.id}.step${index + 1}`,
      ...said,
      step: index + 1,
      prefix: prefixOf({ steps: steps.slice(0, index) }),
      chosen: chosen.text,
      rejected: rejected.text,
      chosenId: chosen.id,
      rejectedId: rejected.id,
      wins: { chosen: chosen.wins, rejected: rejected.wins },
      ...bySide('probabilities', chosen.probability, rejected.probability),
      ...bySide('scores', chosen.score, rejected.score),
      callKeys: [chosen.id, rejected.id, ...feedbackIds].flatMap((id) => callKeys.get(id) ?? []),
    })),
  ];
}

function bySide<Name extends string>(name: Name, chosen: number | undefined, rejected: number | undefined) {
  return chosen === undefined || rejected === undefined ? {} : { [name]: { chosen, rejected } };
}

/** The pair that a step is learned from; its scores are numbers of wins, where the record says nothing else. */
export function stepPairOf(
  { id, step, prefix, chosen, rejected, chosenId, rejectedId, wins, scores = wins }: StepPairRecord,
  prompt: Pick<PromptRecord, 'id' | 'text'>,
  iteration: number,
): PairRecord {
  return {
    id: `${prompt.id}.p${iteration}.${step - 1}`,
    promptId: prompt.id,
    prompt: prompt.text,
    chosen,
    rejected,
    chosenId,
    rejectedId,
    chosenScore: scores.chosen,
    rejectedScore: scores.rejected,
    judgementIds: [id],
    weight: 1,
    iteration,
    prefix,
  };
}
