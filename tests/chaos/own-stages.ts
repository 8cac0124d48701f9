import type { Critic } from '../../src/recipes/critic-sections';
import { recipeAt, resolveRecipe } from '../../src/recipes/recipe';
import { usesRewardModel } from '../../src/recipes/uses-reward-model';
import { methodRecipe } from './lane/method-recipe';
import { RUN } from './lane/lane-recipe';
import { COMMON_STAGES, STAGES, type Stage } from './stages';

/** What runs within the worker is not seen from outside. */
const STAGE_OF_CRITIC: Readonly<Record<Critic['kind'], Stage | null>> = {
  judge: 'judgements',
  listwise: 'listwise',
  pairwise: 'pairwise',
  preference: 'preference',
  'meta-judge': 'meta-judge',
  implicit: 'implicit',
  http: 'scores',
  panel: 'pairwise',
  verifier: null,
  module: null,
  // No method has one by itself.
  process: null,
};

/** Where a method differs from others, in the order of a run; what it has in common with them where nothing differs. */
export function ownStages(method: string): Stage[] {
  const nowhere = { url: 'http://127.0.0.1:1', model: 'outside' };
  const recipe = recipeAt(resolveRecipe({ run: RUN, ...methodRecipe(method, nowhere) }), 1);
  const stages: Stage[] = [
    ...(recipe.anchor === 'revisions' ? (['revisions'] as const) : []),
    ...(usesRewardModel(recipe) ? (['rm_bt'] as const) : []),
    ...recipe.critics.flatMap(({ kind }) => STAGE_OF_CRITIC[kind] ?? []),
    ...(recipe.selection.kind === 'steps' ? (['steps'] as const) : []),
    recipe.objective.kind,
  ];
  const common: readonly Stage[] = COMMON_STAGES;
  const own = stages.filter((stage) => !common.includes(stage));
  return (own.length > 0 ? own : stages).toSorted((a, b) => STAGES.indexOf(a) - STAGES.indexOf(b));
}
