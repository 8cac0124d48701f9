import type { OpenedIteration } from '../activities/opening';
import type { Artifact } from '../core/records';
import type { ServedModel } from '../serving/served-model';
import { beating, callSettings, labelling } from './activity-proxies';
import { addShard } from './iteration-counts';
import type { LabelledShard, Parallelism } from './label-shards';
import type { ModelContext } from './make-model';
import { pausable } from './pausable';
import { shardsOf } from '../core/shards';
import { slidingWindow } from './sliding-window';

/** Solutions step by step (2503.03746), shard by shard: the policy writes the steps and compares them in one go. */
export async function walkShards(
  { iteration, attempt }: OpenedIteration,
  policy: ServedModel,
  prompts: Artifact,
  { recipe, progress, pauseSwitch }: ModelContext,
  settings: () => Parallelism,
): Promise<LabelledShard[]> {
  progress.enter('labelling');
  const { run, seed, process, judgements } = recipe;
  const shards = shardsOf(prompts.rows, recipe.labelling.shardSize);
  progress.status.progress = { done: 0, total: shards.length, unit: 'shards' };
  return slidingWindow(
    shards,
    () => settings().concurrentShards,
    async (shard) => {
      const summary = `steps, prompts ${shard.from + 1} to ${shard.to}`;
      const walked = await pausable(pauseSwitch, () =>
        labelling.walkSteps.executeWithOptions(beating(recipe, summary), [
          {
            run,
            seed,
            shard,
            prompts,
            iteration,
            attempt,
            calls: callSettings(recipe, settings().callsInFlight),
            policy,
            process,
            judging: judgements.sampling,
          },
        ]),
      );
      const { responses: artifact, calls, quarantine } = walked;
      const responses = { artifact, calls, quarantine, truncated: 0, meanTokens: 0 };
      addShard(progress, recipe, responses, undefined);
      return { shard, responses, feedback: undefined, criticFeedback: [walked.artifact] };
    },
  );
}
