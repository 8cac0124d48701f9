import type { OpenedIteration } from '../activities/opening';
import { rewardModelName } from '../core/model-name';
import type { ModelReference } from '../core/records';
import { bookkeeping } from './activity-proxies';
import { train, type ModelContext } from './make-model';

/** A reward model from the ranked replies of the EFT seed (2203.02155). The trainer reads its folder. */
export async function makeRewardModel(
  context: ModelContext,
  base: ModelReference,
  iteration = 1,
): Promise<ModelReference> {
  const { run, rewardModel } = context.recipe;
  const { retrain: _, ...hyperparameters } = rewardModel;
  const rows = await bookkeeping.writeRewardRows({ run });
  const settings = { name: rewardModelName(iteration), objective: 'rm_bt', base, rows, hyperparameters } as const;
  return (await train(context, settings)).model;
}

/** What an iteration is rewarded by: the reward model of the preparation, or its own where the recipe trains it again. */
export async function rewardedBy(
  { models, rewardModel, iteration }: OpenedIteration,
  context: ModelContext,
): Promise<{ rewardModel?: ModelReference }> {
  const { objective, rewardModel: settings } = context.recipe;
  if (!rewardModel || objective.kind !== 'ppo') return {};
  if (!settings.retrain || iteration === 1) return { rewardModel };
  return { rewardModel: await makeRewardModel(context, models.policy, iteration) };
}
