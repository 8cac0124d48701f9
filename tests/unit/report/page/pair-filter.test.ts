import type { PairRow } from '../../../../src/report/page/pair-data';
import { ordered, passes, type PairFilter } from '../../../../src/report/page/pair-filter';

const row = (id: string, changes: Partial<PairRow> = {}): PairRow => ({
  id,
  iteration: '1',
  kind: 'answers',
  title: id,
  chosenScore: 4,
  rejectedScore: 2,
  chosenLength: 10,
  rejectedLength: 20,
  judgements: 6,
  metaJudgements: 0,
  ...changes,
});

const rows = [
  row('a'),
  row('b', { iteration: '2', chosenScore: 5, rejectedScore: 1, chosenLength: 90 }),
  row('c', { chosenScore: null, rejectedScore: null, kind: 'judgements' }),
  row('d', { metaJudgements: 2, rejectedScore: 3.5 }),
];
const everything: PairFilter = { iteration: '', kind: '', gap: '', length: '', metaJudged: false };

it.each([
  [{}, 'abcd'],
  [{ iteration: '2' }, 'b'],
  [{ kind: 'judgements' }, 'c'],
  [{ gap: '2' }, 'ab'],
  [{ gap: 'unscored' }, 'c'],
  [{ length: 'chosen-longer' }, 'b'],
  [{ length: 'chosen-shorter' }, 'acd'],
  [{ metaJudged: true }, 'd'],
  [{ gap: '0.5', length: 'chosen-shorter' }, 'ad'],
] as const)('%j leaves %s', (asked, left) => {
  const found = rows.filter(passes({ ...everything, ...asked }));
  expect(found.map(({ id }) => id).join('')).toBe(left);
});

it.each([
  ['recorded', 'abcd'],
  ['gap-down', 'badc'],
  ['gap-up', 'dabc'],
  ['length-down', 'bacd'],
] as const)('in the order %s they are %s: unscored ones come last, equal ones as recorded', (order, expected) => {
  const places = ordered(rows, [0, 1, 2, 3], order);
  expect(places.map((place) => rows[place]?.id).join('')).toBe(expected);
});
