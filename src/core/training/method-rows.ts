/** Rows of the objectives beyond SFT and DPO; rows.ts has those. */
import { labelPreferenceMessages, preferenceLabels } from '../judging/label-preference-prompt';
import type { EftGroup, Message, PromptRecord } from '../records';
import type { ImitationRecord, ProbabilityPairRecord, UnlabelledPairRecord } from '../selection/example-records';
import { asAsked, type SftRow } from './rows';

type Row = { id: string; prompt: Message[]; weight: number };

export type RewardModelSoftRow = Row & { first: string; second: string; probability: number };
/** All replies to a prompt in one row, so that a batch never holds a reply twice (2203.02155). */
export type RankedRow = Row & { responses: string[]; ranks: number[] };
/** What PPO answers by itself. */
export type PromptRow = Row;
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

export function rewardModelSoftRow({ probability, ...pair }: ProbabilityPairRecord): RewardModelSoftRow {
  return { ...comparedRow(pair), probability };
}

export function rankedRow({ id, prompt, replies }: EftGroup): RankedRow {
  return {
    id,
    prompt: asAsked(prompt),
    responses: replies.map(({ text }) => text),
    ranks: replies.map(({ rank }) => rank),
    weight: 1,
  };
}

export function promptRow({ id, text }: PromptRecord): PromptRow {
  return { id, prompt: asAsked(text), weight: 1 };
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
