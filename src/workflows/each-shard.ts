import type { OpenedIteration } from '../activities/opening';
import type { ShardFeedback } from '../activities/feedback';
import type { ShardInput, ShardResponses } from '../activities/responses';
import type { Artifact } from '../core/records';
import { shardsOf, type Shard } from '../core/shards';
import type { Recipe } from '../recipes/recipe';
import { callSettings } from './activity-proxies';
import type { ModelContext } from './make-model';
import { slidingWindow } from './sliding-window';

/** How much is labelled at the same time, as it stands now. */
export type Parallelism = Pick<Recipe['labelling'], 'concurrentShards' | 'callsInFlight'>;

export interface LabelledShard {
  shard: Shard;
  responses: ShardResponses;
  /** Pointwise judgements; undefined where the method asks for none. */
  feedback: ShardFeedback | undefined;
  /** What the other critics say, in the order of the recipe. */
  criticFeedback: Artifact[];
}

/** The prompts of an iteration, and how they are labelled. */
export interface Labelling {
  opening: OpenedIteration;
  prompts: Artifact;
  context: ModelContext;
  settings: () => Parallelism;
}

/** Labels the prompts shard by shard over a sliding window, so that the stages of shards overlap. */
export async function eachShard(
  work: Labelling,
  label: (shard: Shard) => Promise<LabelledShard>,
): Promise<LabelledShard[]> {
  const { recipe, progress } = work.context;
  progress.enter('labelling');
  const shards = shardsOf(work.prompts.rows, recipe.labelling.shardSize);
  progress.status.progress = { done: 0, total: shards.length, unit: 'shards' };
  return slidingWindow(shards, () => work.settings().concurrentShards, label);
}

/** What every activity on a shard is told, as it stands when the activity starts. */
export function shardInput({ opening, prompts, context, settings }: Labelling, shard: Shard): ShardInput {
  const { recipe } = context;
  return {
    run: recipe.run,
    seed: recipe.seed,
    shard,
    prompts,
    iteration: opening.iteration,
    attempt: opening.attempt,
    calls: callSettings(recipe, settings().callsInFlight),
  };
}

/** For people, who count from 1. */
export function rangeOf({ from, to }: Shard): string {
  return `prompts ${from + 1} to ${to}`;
}
