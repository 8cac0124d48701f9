import { scoreBins } from '../../../../src/report/collect/score-bins';

it('holds every score, in at most twelve bins of one round width', () => {
  const scores = [-3.2, -1, 0, 0.1, 2.75, 8.6];
  const bins = scoreBins(scores);
  expect(bins.length).toBeLessThanOrEqual(12);
  expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(scores.length);
  expect(bins[0]).toEqual({ from: -4, to: -2, count: 1 });
});

it('has one bin for one score, and none for none', () => {
  expect(scoreBins([0.5, 0.5])).toEqual([{ from: 0, to: 1, count: 2 }]);
  expect(scoreBins([])).toEqual([]);
});
