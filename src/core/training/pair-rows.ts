/** The rows of preference objectives, each with what its loss needs beside the two texts. */
import type { EftGroup, Message, PairRecord } from '../records';
import { asAsked, pairRow, type DpoRow } from './rows';
import { scirRow, type ScirRow } from './scir-row';

/** What an iteration trains with. */
export type IterationObjective =
  | { kind: 'dpo' | 'dpo_soft' | 'spin' | 'step_dpo' | 'scir' }
  | { kind: 'dno_soft'; rewardScale: number }
  | { kind: 'sft'; seedShare: number }
  | { kind: 'ppo' };

/** What learns from pairs. */
export type PairObjective = Exclude<IterationObjective, { kind: 'sft' | 'ppo' }>;

export function learnsFromPairs(objective: IterationObjective): objective is PairObjective {
  return objective.kind !== 'sft' && objective.kind !== 'ppo';
}

/** A row of step_dpo: both sides go on from the prefix, and the loss is on them alone. */
export type StepDpoRow = DpoRow & { prefix: string };

type TwoResponses = { id: string; prompt: Message[]; first: string; second: string; weight: number };

/** A row of rm_soft: how probable it is that the first is the better one (2212.08073). */
export type SoftPreferenceRow = TwoResponses & { probability: number };

export type PairRow =
  | DpoRow
  | (DpoRow & { confidence: number })
  | StepDpoRow
  | ScirRow
  | (TwoResponses & { firstReward: number; secondReward: number });

export function pairRowOf(objective: PairObjective): (pair: PairRecord) => PairRow {
  switch (objective.kind) {
    case 'dpo':
    case 'spin':
      return pairRow;
    case 'dpo_soft':
      return (pair) => ({ ...pairRow(pair), confidence: pair.confidence ?? 1 });
    case 'step_dpo':
      return (pair) => ({ ...pairRow(pair), prefix: pair.prefix ?? '' });
    case 'scir':
      return scirRow;
    case 'dno_soft':
      return (pair) => ({ ...asTwo(pair), ...rewardsOf(pair) });
  }
}

/** A row of rm_soft; a pair that is certain was preferred with probability 1. */
export function softPreferenceRow(pair: PairRecord): SoftPreferenceRow {
  return { ...asTwo(pair), probability: pair.confidence ?? 1 };
}

/** Rows of rm_soft from people, who are certain: each reply against every one that they ranked lower. */
export function rankedPairRows({ id, prompt, replies }: EftGroup): SoftPreferenceRow[] {
  return replies.flatMap((better) =>
    replies
      .filter((worse) => better.rank < worse.rank)
      .map((worse) => ({
        id: `${id}.${better.id}.${worse.id}`,
        prompt: asAsked(prompt),
        first: better.text,
        second: worse.text,
        weight: 1,
        probability: 1,
      })),
  );
}

/** For a loss that does not take it for granted which of the two is better. */
function asTwo(pair: PairRecord): TwoResponses {
  const { chosen, rejected, ...row } = pairRow(pair);
  return { ...row, first: chosen, second: rejected };
}

function rewardsOf({ id, chosenScore, rejectedScore }: PairRecord): { firstReward: number; secondReward: number } {
  if (chosenScore === null || rejectedScore === null) throw new Error(`pair ${id} has no win rates`);
  return { firstReward: chosenScore, secondReward: rejectedScore };
}
