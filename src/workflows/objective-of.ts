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
    case 'dpo':
    case 'dpo_soft':
      return { objective: objective.kind, hyperparameters: dpo };
  }
}
