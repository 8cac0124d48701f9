import type { JudgementRecord, PairRecord, PromptRecord, ResponseRecord } from '../records';
import { seedScope } from '../seed-scope';
import { createRandom, deriveSeed } from '../seeds';
import { pairRow, type DpoRow } from '../training/rows';
import { poolPairs, type PairPool, type PairPoolPolicy } from './pair-pool';
import { selectPairs, type SelectedPairs } from './select-pairs';

/** The records of some prompts: all responses to each of them, with their judgements. */
export interface LabelledRecords {
  responses: readonly ResponseRecord[];
  judgements: readonly JudgementRecord[];
}

export interface SelectionSettings {
  /** The seed of the recipe. */
  seed: number;
  iteration: number;
  attempt: number;
  minimumValid: number;
  pairPool: PairPoolPolicy;
}

export interface TrainingSources {
  prompts: readonly PromptRecord[];
  /** Shard by shard, so that only one has to be in memory. */
  shards: AsyncIterable<LabelledRecords> | Iterable<LabelledRecords>;
  /** The pairs of earlier iterations, oldest first. */
  earlier: readonly (readonly PairRecord[])[];
}

export interface TrainingData extends SelectedPairs {
  rows: DpoRow[];
  provenance: PairPool['provenance'];
}

/**
 * Pairs and training rows of an iteration from its records. The activity that makes them and the audit that makes them
 * again are this one function: the same records give the same bytes.
 */
export async function deriveTrainingData(
  settings: SelectionSettings,
  { prompts, shards, earlier }: TrainingSources,
): Promise<TrainingData> {
  const scope = { ...seedScope(settings), seed: settings.seed, minValidJudgements: settings.minimumValid };
  const waiting = new Map(prompts.map((prompt) => [prompt.id, prompt]));
  const found: SelectedPairs[] = [];
  for await (const { responses, judgements } of shards) {
    const answered = [...new Set(responses.map((response) => response.promptId))].flatMap(
      (id) => waiting.get(id) ?? [],
    );
    for (const { id } of answered) waiting.delete(id);
    found.push(selectPairs({ ...scope, prompts: answered, responses, judgements }));
  }
  // A prompt that the server refused has no response in any shard.
  found.push(selectPairs({ ...scope, prompts: [...waiting.values()], responses: [], judgements: [] }));

  const byPrompt = new Map(found.flatMap(({ pairs }) => pairs.map((pair) => [pair.promptId, pair])));
  const pairs = prompts.flatMap(({ id }) => byPrompt.get(id) ?? []);
  const pool = poolPairs({
    policy: settings.pairPool,
    byIteration: new Map([...earlier, pairs].map((ofIteration, index) => [index + 1, ofIteration])),
    random: createRandom(deriveSeed({ ...seedScope(settings), promptId: '', purpose: 'pair-pool' })),
  });
  return {
    pairs,
    rows: pool.pairs.map(pairRow),
    discarded: found.map(({ discarded }) => discarded).reduce(sum),
    provenance: pool.provenance,
  };
}

function sum(a: SelectedPairs['discarded'], b: SelectedPairs['discarded']): SelectedPairs['discarded'] {
  return {
    'too-few-scored': a['too-few-scored'] + b['too-few-scored'],
    tie: a.tie + b.tie,
    'no-eligible-chosen': a['no-eligible-chosen'] + b['no-eligible-chosen'],
    'empty-chosen': a['empty-chosen'] + b['empty-chosen'],
    'identical-text': a['identical-text'] + b['identical-text'],
  };
}
