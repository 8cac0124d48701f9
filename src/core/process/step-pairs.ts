import type { SolutionRecord, StepPairRecord } from '../feedback-records';
import type { PairRecord, PromptRecord } from '../records';
import { prefixOf, type Solution, type StepSide } from './solution';

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
      ...rewardOf(chosen, rejected),
      callKeys: [chosen.id, rejected.id, ...feedbackIds].flatMap((id) => callKeys.get(id) ?? []),
    })),
  ];
}

/** Probabilities and scores, where the probability of steps took part. */
function rewardOf(chosen: StepSide, rejected: StepSide): Pick<StepPairRecord, 'probabilities' | 'scores'> {
  if (!chosen.reward || !rejected.reward) return {};
  return {
    probabilities: { chosen: chosen.reward.probability, rejected: rejected.reward.probability },
    scores: { chosen: chosen.reward.score, rejected: rejected.reward.score },
  };
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
