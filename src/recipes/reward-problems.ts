import type { RecipeProblem } from './recipe-problem';
import type { Recipe } from './recipe-schema';
import { usesRewardModel } from './uses-reward-model';

/** What the trainer would refuse once the labelling is done. */
export function rewardProblems(recipe: Recipe): RecipeProblem[] {
  return [...policyRewardProblems(recipe), ...processRewardProblems(recipe)];
}

function policyRewardProblems(recipe: Recipe): RecipeProblem[] {
  const { data, objective, ppo, tuning } = recipe;
  const problems = rewardSourceProblems(recipe);
  if (data.pretraining !== undefined && !usesRewardModel(recipe))
    problems.push({ path: 'data.pretraining', message: 'is read for objective ppo alone' });
  if (objective.kind !== 'ppo') return problems;
  if (ppo.maxResponseTokens >= ppo.maxLength) {
    problems.push({
      path: 'ppo.maxResponseTokens',
      message: `must leave room for a prompt in ppo.maxLength (${ppo.maxLength}), got ${ppo.maxResponseTokens}`,
    });
  }
  if (tuning.kind === 'lora' && !tuning.merge) {
    problems.push({ path: 'tuning.merge', message: 'must be true for ppo: an adapter cannot carry a reward model' });
  }
  return problems;
}

/** What is compared in an iteration is what its reward model learns from; ranked replies leave nothing to compare. */
function rewardSourceProblems(recipe: Recipe): RecipeProblem[] {
  const { selection, objective } = recipe;
  const { from = 'ranks', withRanks } = recipe.rewardModel;
  if (withRanks === true && from === 'ranks')
    return [
      { path: 'rewardModel.withRanks', message: 'goes with rewardModel.from preferences: there are ranks alone' },
    ];
  if (from === 'preferences' && !usesRewardModel(recipe))
    return [{ path: 'rewardModel.from', message: 'preferences make a reward model for objective ppo alone' }];
  const needed = from === 'preferences' ? 'soft-preference' : 'prompts-alone';
  if (objective.kind === 'ppo' && selection.kind !== needed)
    return [
      {
        path: 'objective.kind',
        message: `ppo goes with selection ${needed} where rewardModel.from is ${from}, got ${selection.kind}`,
      },
    ];
  if (objective.kind !== 'ppo' && selection.kind === 'prompts-alone')
    return [{ path: 'objective.kind', message: 'must be ppo with selection prompts-alone: there are no examples' }];
  return [];
}

function processRewardProblems({ data, processRewardModel, tuning }: Recipe): RecipeProblem[] {
  if (!processRewardModel)
    return data.steps === undefined ? [] : [{ path: 'data.steps', message: 'is read for processRewardModel alone' }];
  if (tuning.kind === 'full' || tuning.merge) return [];
  return [{ path: 'tuning.merge', message: 'must be true for processRewardModel: an adapter cannot carry its head' }];
}
