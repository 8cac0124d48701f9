import { z } from 'zod';
import { verdictOf, type Verdict } from '../judging/combine-verdicts';
import type { Slot } from '../judging/parse-verdict';
import type { LabelledComparison } from '../statistics/label-accuracy';

/** A judged pair whose better side is known; `group` is the part of the benchmark that it belongs to. */
export interface JudgedPair extends LabelledComparison {
  key: string;
  group: string | null;
}

/** LLMBar's runs of a judge: winners are "1" or "2" in terms of the original order; anything else could not be read. */
const llmbarSchema = z
  .object({
    row: z.int().min(0),
    label: z.literal([1, 2]),
    swap_false: z.object({ winner: z.string() }),
    swap_true: z.object({ winner: z.string() }),
  })
  .transform(({ row, label, swap_false, swap_true }): JudgedPair => ({
    key: `row ${row}`,
    group: null,
    label: label === 1 ? 'first' : 'second',
    forward: winnerOf(swap_false.winner),
    backward: winnerOf(swap_true.winner),
  }));

function winnerOf(winner: string): Verdict {
  return winner === '1' ? 'first' : winner === '2' ? 'second' : 'null';
}

const judgmentSchema = z.object({ decision: z.string().nullable() }).nullable();

/** JudgeBench's output: decisions in terms of the slots, the second one with the answers swapped; null where the judge failed. */
const judgebenchSchema = z
  .object({
    pair_id: z.string(),
    source: z.string(),
    label: z.literal(['A>B', 'B>A']),
    judgments: z.tuple([judgmentSchema, judgmentSchema]),
  })
  .transform(({ pair_id, source, label, judgments: [forward, backward] }): JudgedPair => ({
    key: pair_id,
    group: groupOf(source),
    label: label === 'A>B' ? 'first' : 'second',
    forward: verdictOf(slotOf(forward), 'forward'),
    backward: verdictOf(slotOf(backward), 'backward'),
  }));

const SLOTS: ReadonlyMap<string | null | undefined, Slot> = new Map([
  ['A>B', 'A'],
  ['B>A', 'B'],
  ['A=B', 'tie'],
]);

function slotOf(judgment: z.infer<typeof judgmentSchema>): Slot | null {
  return SLOTS.get(judgment?.decision) ?? null;
}

/** The four parts by which JudgeBench reports. */
const GROUPS = [
  ['mmlu-pro', 'knowledge'],
  ['livebench-reasoning', 'reasoning'],
  ['livebench-math', 'mathematics'],
  ['livecodebench', 'coding'],
] as const;

function groupOf(source: string): string {
  return GROUPS.find(([prefix]) => source.startsWith(prefix))?.[1] ?? source;
}

export const judgedPairSchemas = { llmbar: llmbarSchema, judgebench: judgebenchSchema };
export type JudgedPairFormat = keyof typeof judgedPairSchemas;
