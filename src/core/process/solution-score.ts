/** How the probabilities that each step is correct make one number (2305.20050: the product). */
export type StepAggregation = 'product' | 'min' | 'last';

/** From 0 to 1; null without a step. */
export function solutionScore(
  stepProbabilities: readonly number[],
  aggregation: StepAggregation = 'product',
): number | null {
  const last = stepProbabilities.at(-1);
  if (last === undefined) return null;
  switch (aggregation) {
    case 'product':
      return stepProbabilities.reduce((product, probability) => product * probability, 1);
    case 'min':
      return Math.min(...stepProbabilities);
    case 'last':
      return last;
  }
}

/** A solution with a step that is probably wrong is not to be chosen, whatever its judge says (methods sheet, 11.3: below 0.3). */
export function isVetoed(stepProbabilities: readonly number[], lowest: number): boolean {
  return stepProbabilities.some((probability) => probability < lowest);
}
