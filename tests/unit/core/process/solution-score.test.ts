import { isVetoed, judgeWithProcess, solutionScore } from '../../../../src/core/process/solution-score';

describe('solutionScore (methods sheet, 11.1 and 19)', () => {
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

describe('judgeWithProcess (methods sheet, 11.3)', () => {
  it.each([
    [4, 0.6, 0.5, 0.7],
    [5, 0, 0.5, 0.5],
    [4, 0.6, 1, 0.8],
    [4, 0.6, 0, 0.6],
  ])(
    'of a judgement of %d and a process score of %d at a share of %d is %d',
    (judge, process, judgeShare, expected) => {
      expect(judgeWithProcess({ judge, process, judgeShare })).toBeCloseTo(expected, 12);
    },
  );

  it('weighs both alike where nothing is said', () => {
    expect(judgeWithProcess({ judge: 4, process: 0.6 })).toBeCloseTo(0.7, 12);
  });
});

describe('isVetoed (methods sheet, 11.3)', () => {
  it.each([
    [[0.9, 0.29, 0.9], true],
    [[0.9, 0.3, 0.9], false],
    [[], false],
  ])('of %j is %s', (probabilities, expected) => {
    expect(isVetoed(probabilities)).toBe(expected);
  });
});
