import type { OpenedIteration } from '../activities/opening';
import type { TrainModelInput } from '../activities/training';
import type { ModelReference } from '../core/records';
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
    case 'scir': {
      const { kind, consistencyWeight, entropyWeight, lengthNormalised, delta, scale } = objective;
      const numbers = { consistencyWeight, entropyWeight, lengthNormalised };
      return {
        objective: kind,
        hyperparameters: { ...dpo, ...numbers, agreementMargin: delta, implicitScale: scale },
      };
    }
    case 'ppo':
      return { objective: 'ppo', hyperparameters: ppoHyperparameters(recipe.ppo) };
    case 'dpo': {
      const { kind, ...options } = objective;
      return { objective: kind, hyperparameters: { ...dpo, ...options } };
    }
    case 'dpo_soft':
    case 'step_dpo':
      return { objective: objective.kind, hyperparameters: dpo };
  }
}

/**
 * The frozen reference, where it is not the start. Implicit rewards of a model against itself are 0, so that SCIR takes
 * M_0 where training starts from M_1 (2502.08922).
 */
export function referenceOf(
  { objective, dpoReference }: Recipe,
  start: ModelReference,
  { anchor, base }: Pick<OpenedIteration['models'], 'anchor' | 'base'>,
): { reference?: ModelReference } {
  if (dpoReference === 'init') return {};
  return { reference: objective?.kind === 'scir' && start.digest === anchor.digest ? base : anchor };
}

/** The texts of the pretraining beside the episodes of PPO (PPO-ptx), where the run has any. */
export function pretrainingOf(
  { objective, ppo }: Recipe,
  { pretraining }: OpenedIteration['seedFiles'],
): Pick<TrainModelInput, 'pretraining'> {
  if (!pretraining || objective?.kind !== 'ppo') return {};
  return { pretraining: { texts: pretraining, ...ppo.pretraining } };
}

/** What only PPO can be told is a section of its own on the wire. */
function ppoHyperparameters(ppo: Recipe['ppo']): TrainModelInput['hyperparameters'] {
  const { pretraining: _texts, overOptimisation: _guard, ...told } = ppo;
  const { clipRange, valueClipRange, gaeLambda, temperature, maxResponseTokens, ...others } = told;
  const { minibatchSize, valueLearningRate, missingEndReward, klLimit, emaDecay, ...common } = others;
  const sampling = { temperature, maxResponseTokens, missingEndReward };
  const updates = { clipRange, valueClipRange, gaeLambda, minibatchSize, valueLearningRate, klLimit, emaDecay };
  return { ...common, ppo: { ...sampling, ...updates } };
}
