import { isVetoed, solutionScore } from '../../../../src/core/process/solution-score';

describe('solutionScore (methods section 11.1 and section 19)', () => {
  it('is the product over the steps', () => {
    expect(solutionScore([0.9, 0.8, 0.5])).toBeCloseTo(0.36, 12);
  });

  it.each([
    ['min', 0.2],
    ['last', 0.5],
  ] as const)('may be the %s of them', (aggregation, expected) => {
    expect(solutionScore([0.9, 0.2, 0.5], aggregation)).toBe(expected);
  });

  it('says nothing about no steps', () => {
    expect(solutionScore([])).toBeNull();
  });
});

describe('isVetoed (methods section 11.3)', () => {
  it.each([
    [[0.9, 0.29, 0.9], true],
    [[0.9, 0.3, 0.9], false],
    [[], false],
  ])('of %j is %s', (probabilities, expected) => {
    expect(isVetoed(probabilities, 0.3)).toBe(expected);
  });
});
