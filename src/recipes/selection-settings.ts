import type { SelectionSettings } from '../core/selection/derive-training-data';
import type { GuardSettings } from '../core/selection/guarded-selector';
import { minimumValidOf } from '../core/selection/select-pair';
import type { Recipe } from './recipe-schema';
import { scoringOf } from './scoring-of';

/**
 * What the selection of an iteration depends on beside the records. The recipe is the one that holds in that iteration;
 * one of an earlier version selects best against worst for DPO.
 */
export function settingsOfSelection(
  recipe: Pick<Recipe, 'seed' | 'judgements' | 'pairPool'> &
    Partial<Pick<Recipe, 'critics' | 'selection' | 'objective' | 'validation' | 'safety' | 'prompts'>>,
  { iteration, attempt, models }: Pick<SelectionSettings, 'iteration' | 'attempt' | 'models'>,
): SelectionSettings {
  const { seed, judgements, pairPool, critics, selection, objective, validation } = recipe;
  const minimumValid = minimumValidOf(judgements);
  const scoring = critics && selection ? scoringOf({ critics, selection }) : undefined;
  const safety = guardsOf(recipe);
  const common = {
    seed,
    iteration,
    attempt,
    minimumValid,
    pairPool,
    selection,
    objective,
    validation,
    models,
    scoring,
  };
  return safety ? { ...common, safety } : common;
}

/** What the guard rails of a recipe go by; undefined where it has none. */
export function guardsOf({ safety, prompts }: Partial<Pick<Recipe, 'safety' | 'prompts'>>): GuardSettings | undefined {
  return safety && { promptKind: prompts?.source === 'red-team' ? 'red-team' : 'benign' };
}
