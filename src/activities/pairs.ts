import {
  judgementRecordSchema,
  pairRecordSchema,
  promptRecordSchema,
  responseRecordSchema,
  type Artifact,
} from '../core/records';
import { createRandom, deriveSeed } from '../core/seeds';
import { poolPairs } from '../core/selection/pair-pool';
import { selectPairs as selectPairsOf } from '../core/selection/select-pairs';
import { pairRow } from '../core/training/rows';
import type { Recipe } from '../recipes/recipe';
import { iterationLayout } from '../store/run-layout';
import type { ActivityDependencies } from './dependencies';
import { seedScope } from './seed-scope';

export interface SelectPairsInput {
  run: string;
  iteration: number;
  attempt: number;
  seed: number;
  prompts: Artifact;
  responses: Artifact[];
  feedback: Artifact[];
  minimumValid: number;
  pairPool: Recipe['pairPool'];
  /** The pairs of earlier iterations, oldest first. */
  earlier: Artifact[];
}

export interface SelectedPairs {
  pairs: Artifact;
  trainingRows: Artifact;
  discarded: Record<string, number>;
}

/** Turns feedback into preference pairs and these into training rows. The same records give the same bytes. */
export async function selectPairs({ store }: ActivityDependencies, input: SelectPairsInput): Promise<SelectedPairs> {
  const layout = iterationLayout(input.run, input.iteration, input.attempt);
  const prompts = await store.readRows(input.prompts, promptRecordSchema);
  const responses = await Promise.all(input.responses.map((shard) => store.readRows(shard, responseRecordSchema)));
  const judgements = await Promise.all(input.feedback.map((shard) => store.readRows(shard, judgementRecordSchema)));
  const scope = seedScope(input);

  const selection = selectPairsOf({
    ...scope,
    seed: input.seed,
    prompts,
    responses: responses.flat(),
    judgements: judgements.flat(),
    minValidJudgements: input.minimumValid,
  });
  const pairs = await store.writeRows(layout.pairs, selection.pairs);

  const earlier = await Promise.all(input.earlier.map((artifact) => store.readRows(artifact, pairRecordSchema)));
  const pool = poolPairs({
    policy: input.pairPool,
    byIteration: new Map([...earlier, selection.pairs].map((found, index) => [index + 1, found])),
    random: createRandom(deriveSeed({ ...scope, promptId: '', purpose: 'pair-pool' })),
  });
  const trainingRows = await store.writeRows(layout.trainingRows, pool.pairs.map(pairRow));
  const summary = { discarded: selection.discarded, pool: pool.provenance };
  await store.writeJson(layout.selection, summary);
  return { pairs, trainingRows, discarded: selection.discarded };
}
