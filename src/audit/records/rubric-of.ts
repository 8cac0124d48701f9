import { judgeRubrics, type JudgeRubric } from '../../core/judging/judge-rubrics';
import type { Recipe } from '../../recipes/recipe';

/** What the pointwise judge of a recipe was asked by. */
export function rubricOf({ critics }: Pick<Recipe, 'critics'>): JudgeRubric {
  const judge = critics.find((critic) => critic.kind === 'judge');
  return judgeRubrics[judge?.prompt ?? 'additive'];
}
