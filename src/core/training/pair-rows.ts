/** The rows of preference objectives, each with what its loss needs beside the two texts. */
import type { Message, PairRecord } from '../records';
import { pairRow, type DpoRow } from './rows';
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

export type PairRow =
  | DpoRow
  | (DpoRow & { confidence: number })
  | StepDpoRow
  | ScirRow
  | {
      id: string;
      prompt: Message[];
      first: string;
      second: string;
      firstReward: number;
      secondReward: number;
      weight: number;
    };

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
      return (pair) => {
        const { chosen, rejected, ...row } = pairRow(pair);
        return { ...row, first: chosen, second: rejected, ...rewardsOf(pair) };
      };
  }
}

function rewardsOf({ id, chosenScore, rejectedScore }: PairRecord): { firstReward: number; secondReward: number } {
  if (chosenScore === null || rejectedScore === null) throw new Error(`pair ${id} has no win rates`);
  return { firstReward: chosenScore, secondReward: rejectedScore };
}
