/** Rows of the objectives beyond SFT and DPO; rows.ts has those. */
import { labelPreferenceMessages, preferenceLabels } from '../judging/label-preference-prompt';
import type { Message } from '../records';
import type {
  ImitationRecord,
  ProbabilityPairRecord,
  SoftPairRecord,
  UnlabelledPairRecord,
  WinRatePairRecord,
} from '../selection/example-records';
import { asAsked, pairRow, type DpoRow, type SftRow } from './rows';

type Row = { id: string; prompt: Message[]; weight: number };

export type DpoSoftRow = DpoRow & { confidence: number };
export type DnoSoftRow = Row & { first: string; second: string; firstReward: number; secondReward: number };
export type RewardModelSoftRow = Row & { first: string; second: string; probability: number };
export type ScirRow = Row & {
  first: string;
  second: string;
  judgePromptForward: Message[];
  judgePromptBackward: Message[];
  labels: [string, string];
};

export function imitationRow({ id, prompt, completion, weight }: ImitationRecord): SftRow {
  return { id, prompt: asAsked(prompt), completion, weight };
}

export function dpoSoftRow(pair: SoftPairRecord): DpoSoftRow {
  return { ...pairRow(pair), confidence: pair.confidence };
}

export function dnoSoftRow({ firstReward, secondReward, ...pair }: WinRatePairRecord): DnoSoftRow {
  return { ...comparedRow(pair), firstReward, secondReward };
}

export function rewardModelSoftRow({ probability, ...pair }: ProbabilityPairRecord): RewardModelSoftRow {
  return { ...comparedRow(pair), probability };
}

/** For the online mode: the trainer asks the model itself in both orders, with the words that the critic uses. */
export function scirRow(pair: UnlabelledPairRecord): ScirRow {
  const { prompt, first, second } = pair;
  return {
    ...comparedRow(pair),
    judgePromptForward: labelPreferenceMessages({ prompt, optionA: first, optionB: second }),
    judgePromptBackward: labelPreferenceMessages({ prompt, optionA: second, optionB: first }),
    labels: [...preferenceLabels],
  };
}

function comparedRow({ id, prompt, first, second, weight }: UnlabelledPairRecord) {
  return { id, prompt: asAsked(prompt), first, second, weight };
}
