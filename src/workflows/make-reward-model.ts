import type { OpenedIteration } from '../activities/opening';
import type { SelectedPairs } from '../activities/pairs';
import type { TrainModelInput } from '../activities/training';
import { REWARD_MODEL, rewardModelName } from '../core/model-name';
import type { ModelReference } from '../core/records';
import { bookkeeping } from './activity-proxies';
import { train, type ModelContext } from './make-model';

/** A reward model from the ranked replies of the EFT seed (2203.02155). The trainer reads its folder. */
export async function makeRewardModel(
  context: ModelContext,
  base: ModelReference,
  name = REWARD_MODEL,
): Promise<ModelReference> {
  const rows = await bookkeeping.writeRewardRows({ run: context.recipe.run });
  return trainRewardModel(context, { name, objective: 'rm_bt', base, rows });
}

/**
 * What an iteration is rewarded by: the reward model of the preparation, or its own, where it has preferences for one
 * (2212.08073) or the recipe trains it again.
 */
export async function rewardedBy(
  { models, rewardModel, iteration, attempt }: OpenedIteration,
  context: ModelContext,
  { rewardRows: rows }: SelectedPairs,
): Promise<{ rewardModel?: ModelReference }> {
  const { objective, rewardModel: settings } = context.recipe;
  if (rows) {
    const base = settings.retrain ? models.policy : models.anchor;
    const name = rewardModelName(iteration, attempt);
    return { rewardModel: await trainRewardModel(context, { name, objective: 'rm_soft', base, rows }) };
  }
  if (!rewardModel || objective.kind !== 'ppo') return {};
  if (!settings.retrain || iteration === 1) return { rewardModel };
  return { rewardModel: await makeRewardModel(context, models.policy, rewardModelName(iteration)) };
}

async function trainRewardModel(
  context: ModelContext,
  input: Pick<TrainModelInput, 'name' | 'objective' | 'base' | 'rows'>,
): Promise<ModelReference> {
  const { retrain: _retrain, from: _from, withRanks: _withRanks, ...hyperparameters } = context.recipe.rewardModel;
  return (await train(context, { ...input, hyperparameters })).model;
}
