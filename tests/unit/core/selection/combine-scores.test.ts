import { combineScores } from '../../../../src/core/selection/combine-scores';

const said = (of: Record<string, number>, critic: string) =>
  Object.entries(of).map(([id, score]) => ({ id, promptId: 'p', score, feedbackIds: [`${id}.${critic}`] }));
const judge = (of: Record<string, number>, weight: number) => ({
  weight,
  range: { lowest: 0, highest: 5 },
  scores: said(of, 'judge'),
});
const process = (of: Record<string, number>, weight: number) => ({
  weight,
  range: { lowest: 0, highest: 1 },
  scores: said(of, 'process'),
});
const scores = (parts: Parameters<typeof combineScores>[0]) => combineScores(parts).map(({ id, score }) => [id, score]);

describe('combineScores (methods section 11.3)', () => {
  it.each([
    [4, 0.6, 0.5, 0.7],
    [5, 0, 0.5, 0.5],
    [4, 0.6, 0.25, 0.65],
    [0, 1, 0.2, 0.8],
  ])('of a judgement of %d and a process score of %d at a share of %d is %d', (ofJudge, ofProcess, a, expected) => {
    expect(scores([judge({ r: ofJudge }, a), process({ r: ofProcess }, 1 - a)])).toEqual([['r', expected]]);
  });

  it('weighs shares that do not add up to 1 against each other', () => {
    expect(scores([judge({ r: 5 }, 3), process({ r: 0 }, 1)])).toEqual([['r', 0.75]]);
  });

  it('puts any range on the scale from 0 to 1, so that more is better on all', () => {
    const own = { weight: 1, range: { lowest: -10, highest: 10 }, scores: said({ r: 5, s: -10 }, 'own') };
    expect(scores([own])).toEqual([
      ['r', 0.75],
      ['s', 0],
    ]);
  });

  it('gives no score to a response that one of the critics could not score', () => {
    expect(scores([judge({ r: 5, s: 1, t: 2 }, 1), process({ r: 1, t: 0 }, 1)])).toEqual([
      ['r', 1],
      ['t', 0.2],
    ]);
    expect(scores([])).toEqual([]);
  });

  it('rests on the records of all of them', () => {
    const [first] = combineScores([process({ r: 1 }, 1), judge({ r: 5 }, 1)]);
    expect(first?.feedbackIds).toEqual(['r.judge', 'r.process']);
  });
});
