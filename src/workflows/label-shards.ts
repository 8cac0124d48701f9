import type { ShardFeedback } from '../activities/feedback';
import type { OpenedIteration } from '../activities/opening';
import type { ShardResponses } from '../activities/responses';
import type { Artifact } from '../core/records';
import type { Recipe } from '../recipes/recipe';
import { externalModel, type ServedModel } from '../serving/served-model';
import { beating, callSettings, labelling } from './activity-proxies';
import { addShard } from './iteration-counts';
import type { ModelContext } from './make-model';
import { pausable } from './pausable';
import { shardsOf, type Shard } from './shards';
import { slidingWindow } from './sliding-window';

/** How much is labelled at the same time, as it stands now. */
export type Parallelism = Pick<Recipe['labelling'], 'concurrentShards' | 'callsInFlight'>;

export interface LabelledShard {
  responses: ShardResponses;
  feedback: ShardFeedback;
}

/** Responses and then judgements, shard by shard over a sliding window, so that the two overlap. */
export async function labelShards(
  opening: OpenedIteration,
  policy: ServedModel,
  prompts: Artifact,
  { recipe, progress, pauseSwitch }: ModelContext,
  settings: () => Parallelism,
): Promise<LabelledShard[]> {
  progress.enter('labelling');
  const { run, seed, roles, responses, judgements } = recipe;
  const judge = roles.judge === 'self' ? policy : externalModel(roles.judge);
  const shards = shardsOf(prompts.rows, recipe.labelling.shardSize);
  progress.status.progress = { done: 0, total: shards.length, unit: 'shards' };

  return slidingWindow(
    shards,
    () => settings().concurrentShards,
    async (shard: Shard) => {
      const common = () => ({
        run,
        seed,
        shard,
        prompts,
        iteration: opening.iteration,
        attempt: opening.attempt,
        calls: callSettings(recipe, settings().callsInFlight),
      });
      const range = `prompts ${shard.from + 1} to ${shard.to}`;
      const sampled = await pausable(pauseSwitch, () =>
        labelling.sampleResponses.executeWithOptions(beating(recipe, `responses, ${range}`), [
          { ...common(), policy, responses },
        ]),
      );
      const feedback = await pausable(pauseSwitch, () =>
        labelling.judgeResponses.executeWithOptions(beating(recipe, `judgements, ${range}`), [
          { ...common(), judge, responses: sampled.artifact, judgements },
        ]),
      );
      addShard(progress, recipe, sampled, feedback);
      return { responses: sampled, feedback };
    },
  );
}
