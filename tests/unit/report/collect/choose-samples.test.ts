import type { PairRecord } from '../../../../src/core/records';
import { chooseSamples } from '../../../../src/report/collect/choose-samples';

const pair = (id: string, gap: number): PairRecord => ({
  id,
  promptId: id,
  prompt: 'p',
  chosen: 'c',
  rejected: 'r',
  chosenId: `${id}.c`,
  rejectedId: `${id}.r`,
  chosenScore: gap,
  rejectedScore: 0,
  judgementIds: [],
  weight: 1,
  iteration: 1,
});
const gapsOf = (gaps: number[], most: number) =>
  chooseSamples(
    gaps.map((gap, index) => pair(`p${index}`, gap)),
    most,
  ).map(({ chosenScore }) => chosenScore);

test('all pairs are taken when there are few, the widest gap first', () => {
  expect(gapsOf([1, 3, 2], 12)).toEqual([3, 2, 1]);
});

test('rare gaps are shown although most pairs have another one', () => {
  expect(gapsOf([...Array<number>(50).fill(1), 4, 0.5], 4)).toEqual([4, 1, 1, 0.5]);
});

test('of many different gaps, the widest and the narrowest are among those taken', () => {
  const gaps = Array.from({ length: 40 }, (_, index) => (index + 1) / 10);
  const chosen = gapsOf(gaps, 5);
  expect(chosen).toHaveLength(5);
  expect([chosen[0], chosen.at(-1)]).toEqual([4, 0.1]);
});
