import type { RecipeProblem } from './recipe-problem';
import type { Recipe } from './recipe-schema';
import { usesRewardModel } from './uses-reward-model';

/** What the trainer would refuse once the labelling is done. */
export function rewardProblems(recipe: Recipe): RecipeProblem[] {
  return [...policyRewardProblems(recipe), ...processRewardProblems(recipe)];
}

function policyRewardProblems(recipe: Recipe): RecipeProblem[] {
  const { data, selection, objective, ppo, tuning } = recipe;
  const problems: RecipeProblem[] = [];
  if (data.pretraining !== undefined && !usesRewardModel(recipe))
    problems.push({ path: 'data.pretraining', message: 'is read for objective ppo alone' });
  if ((selection.kind === 'prompts-alone') !== (objective.kind === 'ppo')) {
    problems.push({ path: 'objective.kind', message: 'ppo goes with selection prompts-alone, and only with it' });
  }
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

function processRewardProblems({ data, processRewardModel, tuning }: Recipe): RecipeProblem[] {
  if (!processRewardModel)
    return data.steps === undefined ? [] : [{ path: 'data.steps', message: 'is read for processRewardModel alone' }];
  if (tuning.kind === 'full' || tuning.merge) return [];
  return [{ path: 'tuning.merge', message: 'must be true for processRewardModel: an adapter cannot carry its head' }];
}
