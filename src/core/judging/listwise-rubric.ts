import { comparisonPrinciples } from '../constitution/comparison-principles';
import { constitutionRubric } from './listwise-prompt';

/** What earns points in a list: every comparison principle at once, or undefined for the rubric of the prompt itself. */
export function listwiseRubricOf({ principles = false }: { principles?: boolean | undefined }): string | undefined {
  return principles ? constitutionRubric(comparisonPrinciples.map(({ question }) => question)) : undefined;
}
