/** Rows of the objectives that learn from no pair of two responses; pair-rows.ts has the others. */
import type { EftGroup, Message, PromptRecord } from '../records';
import type { ImitationRecord } from '../selection/example-records';
import { asAsked, type SftRow } from './rows';

type Row = { id: string; prompt: Message[]; weight: number };

/** All replies to a prompt in one row, so that a batch never holds a reply twice (2203.02155). */
export type RankedRow = Row & { responses: string[]; ranks: number[] };
/** What PPO answers by itself. */
export type PromptRow = Row;

export function imitationRow({ id, prompt, completion, weight }: ImitationRecord): SftRow {
  return { id, prompt: asAsked(prompt), completion, weight };
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
