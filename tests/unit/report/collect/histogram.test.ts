import { histogram } from '../../../../src/report/collect/histogram';

test('nothing gives no bins', () => {
  expect(histogram(new Map(), 8)).toEqual([]);
});

test('bins have one round width and cover every value', () => {
  const bins = histogram(
    new Map([
      [0, 1],
      [9, 2],
      [10, 3],
      [71, 4],
    ]),
    8,
  );
  expect(bins).toHaveLength(8);
  expect(bins[0]).toEqual({ from: 0, to: 10, count: 3 });
  expect(bins[1]).toEqual({ from: 10, to: 20, count: 3 });
  expect(bins.at(-1)).toEqual({ from: 70, to: 80, count: 4 });
});

test('very long values still fit', () => {
  const bins = histogram(new Map([[1_000_000, 1]]), 8);
  expect(bins.length).toBeLessThanOrEqual(8);
  expect(bins.at(-1)?.count).toBe(1);
});
