import type { ImportedSeed } from '../activities/seed';
import { PROCESS_REWARD_MODEL } from '../core/model-name';
import type { Artifact, ModelReference } from '../core/records';
import { shardsOf } from '../core/shards';
import type { ServedModel } from '../serving/served-model';
import { beating, bookkeeping, callSettings, labelling } from './activity-proxies';
import { rangeOf } from './each-shard';
import { train, type ModelContext } from './make-model';
import { pausable } from './pausable';
import { slidingWindow } from './sliding-window';

/**
 * A process reward model from M_1 (2305.20050), on steps that people labelled or else on labels by roll-outs of M_1; none
 * where the recipe asks for none. It is no policy: a scorer (`srlm scorer`) serves it to critics of kind http.
 */
export async function makeProcessRewardModels(
  context: ModelContext,
  { ift, steps }: ImportedSeed,
  { model, served }: { model: ModelReference; served: ServedModel },
): Promise<ModelReference[]> {
  const { run, processRewardModel } = context.recipe;
  if (!processRewardModel) return [];
  const { rollOuts, ...hyperparameters } = processRewardModel;
  const from = steps
    ? { given: steps }
    : { ift, labels: await labelledByRollOuts(context, ift, served, rollOuts), tag: rollOuts.tag };
  const rows = await bookkeeping.writeStepRows({ run, from });
  const settings = { name: PROCESS_REWARD_MODEL, objective: 'prm', base: model, rows, hyperparameters } as const;
  return [(await train(context, settings)).model];
}

async function labelledByRollOuts(
  { recipe, progress, pauseSwitch }: ModelContext,
  ift: Artifact,
  model: ServedModel,
  settings: Parameters<typeof labelling.labelSteps>[0]['settings'],
): Promise<Artifact[]> {
  const { run, seed, labelling: parallel } = recipe;
  progress.enter('preparing', 'step labels');
  return slidingWindow(
    shardsOf(ift.rows, parallel.shardSize),
    () => parallel.concurrentShards,
    async (shard) => {
      const { artifact } = await pausable(pauseSwitch, () =>
        labelling.labelSteps.executeWithOptions(beating(recipe, `step labels, ${rangeOf(shard)}`), [
          { run, seed, model, ift, shard, settings, calls: callSettings(recipe) },
        ]),
      );
      return artifact;
    },
  );
}
