import type { TrainModelInput } from '../activities/training';
import type { Recipe } from '../recipes/recipe';

/** What an iteration trains with; a recipe of an earlier version has DPO. Imitation is trained as the seeds are. */
export function objectiveOf(recipe: Recipe): Pick<TrainModelInput, 'objective' | 'hyperparameters'> {
  const { dpo, sft } = recipe;
  const objective: Recipe['objective'] = recipe.objective ?? { kind: 'dpo' };
  switch (objective.kind) {
    case 'sft':
      return { objective: 'sft', hyperparameters: sft };
    case 'dno_soft':
      return { objective: 'dno_soft', hyperparameters: { ...dpo, rewardScale: objective.rewardScale } };
    case 'spin':
      return { objective: 'spin', hyperparameters: { ...dpo, link: objective.link } };
    case 'ppo':
      return { objective: 'ppo', hyperparameters: ppoHyperparameters(recipe.ppo) };
    case 'dpo':
    case 'dpo_soft':
    case 'step_dpo':
      return { objective: objective.kind, hyperparameters: dpo };
  }
}

/** What only PPO can be told is a section of its own on the wire. */
function ppoHyperparameters(ppo: Recipe['ppo']): TrainModelInput['hyperparameters'] {
  const { clipRange, valueClipRange, gaeLambda, temperature, maxResponseTokens, ...others } = ppo;
  const { minibatchSize, valueLearningRate, missingEndReward, klLimit, ...common } = others;
  const sampling = { temperature, maxResponseTokens, missingEndReward };
  const updates = { clipRange, valueClipRange, gaeLambda, minibatchSize, valueLearningRate, klLimit };
  return { ...common, ppo: { ...sampling, ...updates } };
}
