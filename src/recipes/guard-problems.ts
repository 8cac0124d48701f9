import type { RecipeProblem } from './recipe-problem';
import type { Recipe } from './recipe-schema';

/** What is wrong with the guards of a recipe, each of whose fields is right by itself. */
export function guardProblems(recipe: Recipe): RecipeProblem[] {
  return [...safetyProblems(recipe), ...rubricProblems(recipe)];
}

/** Guard rails look at the sides of pairs; what has none would be learned from unseen. */
function safetyProblems({ safety, selection, objective, evaluation }: Recipe): RecipeProblem[] {
  if (!safety) return [];
  const problems: RecipeProblem[] = [];
  if (['best-of-n', 'given', 'prompts-alone', 'steps'].includes(selection.kind)) {
    problems.push({
      path: 'safety',
      message: `does not go with selection ${selection.kind}: there are no pairs of responses to look at`,
    });
  }
  if (selection.kind === 'unlabelled') {
    problems.push({
      path: 'safety',
      message: 'does not go with selection unlabelled: training itself decides which side is better',
    });
  }
  if (objective.kind === 'ppo' && selection.kind === 'soft-preference') {
    problems.push({
      path: 'safety',
      message: 'does not go with objective ppo: training learns from answers of its own, which nobody looks at',
    });
  }
  if (objective.kind === 'dno_soft') {
    problems.push({
      path: 'safety',
      message: 'does not go with objective dno_soft: it is fitted to win rates, whichever side is safe',
    });
  }
  if (evaluation.headToHeadPrompts === 0) {
    problems.push({
      path: 'evaluation.headToHeadPrompts',
      message: 'must be at least 1 with safety: refusals are counted among the answers to these prompts',
    });
  }
  return problems;
}

function rubricProblems({ evolvingRubric, data, critics }: Recipe): RecipeProblem[] {
  if (!evolvingRubric) return [];
  const problems: RecipeProblem[] = [];
  if (data.canaries === undefined) {
    problems.push({
      path: 'data.canaries',
      message: 'must name the file of safety canaries when the judge prompt evolves',
    });
  }
  if (!critics.some((critic) => critic.kind === 'judge' && critic.prompt === 'additive')) {
    problems.push({ path: 'critics', message: 'must have judge with prompt additive: its criteria are what evolves' });
  }
  if (critics.some(({ kind }) => kind === 'meta-judge')) {
    problems.push({
      path: 'critics',
      message:
        'must not have meta-judge when the judge prompt evolves: it weighs judgements by the rubric that M_1 was taught',
    });
  }
  return problems;
}
