import type { Critic } from '../../src/recipes/pipeline-sections';
import { resolveRecipe } from '../../src/recipes/recipe';
import { usesRewardModel } from '../../src/recipes/uses-reward-model';
import { methodRecipe } from './lane/method-recipe';
import { RUN } from './lane/lane-recipe';
import { COMMON_STAGES, STAGES, type Stage } from './stages';

const STAGE_OF_CRITIC: Readonly<Record<Critic['kind'], Stage>> = {
  judge: 'judgements',
  listwise: 'listwise',
  pairwise: 'pairwise',
  preference: 'preference',
  'meta-judge': 'meta-judge',
  implicit: 'implicit',
  verifier: 'scores',
  http: 'scores',
  module: 'scores',
};

/** What most other methods have not, in the order of a run; what it has in common with them where there is nothing else. */
export function ownStages(method: string): Stage[] {
  const nowhere = { url: 'http://127.0.0.1:1', model: 'outside' };
  const recipe = resolveRecipe({ run: RUN, ...methodRecipe(method, nowhere) });
  const stages: Stage[] = [
    ...(recipe.anchor === 'revisions' ? (['revisions'] as const) : []),
    ...(usesRewardModel(recipe) ? (['rm_bt'] as const) : []),
    ...recipe.critics.map(({ kind }) => STAGE_OF_CRITIC[kind]),
    ...(recipe.selection.kind === 'steps' ? (['steps'] as const) : []),
    recipe.objective.kind,
  ];
  const common: readonly Stage[] = COMMON_STAGES;
  const own = stages.filter((stage) => !common.includes(stage));
  return (own.length > 0 ? own : stages).toSorted((a, b) => STAGES.indexOf(a) - STAGES.indexOf(b));
}
