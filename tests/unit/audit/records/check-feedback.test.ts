import { digestOf } from '../../../../src/core/digest';
import { iterationLayout } from '../../../../src/store/run-layout';
import { temporaryStore } from '../../report/temporary-store';
import { auditOf, criticNames, type Damage } from './criticised-shard';

const store = temporaryStore();
const layout = iterationLayout('a', 1, 1);
const other = digestOf('another');

/** A change to the first row. */
const as =
  (change: object): Damage['rows'] =>
  ([first, ...others]) => [Object.assign({}, first, change), ...others];

it.each(criticNames)('makes the rows of %s again from the recorded calls', async (name) => {
  const report = await auditOf(store(), name);
  expect(report.differences).toEqual([]);
  expect(report.unproven).toEqual([]);
  expect(report.proven.feedback > 0).toBe(name !== 'feedback');
});

it.each<[what: string, name: string, rows: Damage['rows'], problem: string]>([
  ['a turned verdict', 'pairwise', as({ forward: 'tie' }), 'says forward "tie"; its recorded calls give "first"'],
  ['a wrong winner', 'pairwise', as({ winner: 'second' }), 'says winner "second"; its recorded calls give "tie"'],
  ['another judge', 'pairwise', as({ model: other }), `says model "${other.slice(0, 40)}`],
  ['swapped responses', 'pairwise', as({ firstId: 'p.r1', secondId: 'p.r0' }), 'says firstId "p.r1"'],
  ['another text', 'meta-judge', as({ texts: ['Winner: A', 'B'] }), 'says texts ["Winner: A","B"]; its'],
  ['a better score', 'listwise', as({ score: 5 }), 'says score 5; its recorded calls give'],
  ['a clearer preference', 'preference', as({ probability: 0.9 }), 'says probability 0.9; its recorded calls give'],
  ['a preference that was not clamped', 'preference', as({ clamped: false }), 'says clamped false; its recorded calls'],
  ['a better score by steps', 'process', as({ score: 0.9 }), 'says score 0.9; its recorded calls give 0.8'],
  ['another step', 'process', as({ steps: [0.5] }), 'says steps [0.5]; its recorded calls give [0.8'],
  ['another judge of a panel', 'jury-big', as({ judge: 'own' }), 'says judge "own"; its recorded calls give "big"'],
  ['another model of a panel', 'jury-big', as({ model: other }), 'its recorded calls give "external:big"'],
  ['another sum', 'implicit-policy', as({ logp: -0.5 }), 'says logp -0.5; its recorded calls give -4.5'],
  ['another score of a program', 'module', as({ score: 11 }), 'says score 11; its recorded calls give 10'],
  ['a wrong number that counts as right', 'verifier', as({ score: 1 }), 'says score 1; its recorded calls give 0'],
  [
    'another safety verdict',
    'safety',
    as({ verdict: 'safe' }),
    'says verdict "safe"; its recorded calls give "unsafe"',
  ],
  ['another principle', 'safety', as({ principle: 'taste' }), 'says principle "taste"; its recorded calls give'],
  ['a better judgement', 'feedback', as({ outcome: { kind: 'scored', score: 5, constrained: false } }), 'says outcome'],
  ['a judgement of another seed', 'feedback', as({ seed: 1 }), 'says seed 1; its recorded calls give'],
  [
    'a record of another id',
    'module',
    as({ id: 'p.r7.module' }),
    'is p.r7.module; the recorded calls give p.r0.module',
  ],
])('names the line of %s (%s)', async (_, name, rows, problem) => {
  const report = await auditOf(store(), name, { rows });
  const [difference] = report.differences;
  expect(difference?.problem).toContain(problem);
  expect(difference?.place).toMatch(/feedback[^/]*\/shard-0000\.jsonl:1$/);
  expect(report.proven.feedback + report.proven.judgements).toBe(0);
});

it('names a row that is missing, and one that is too many', async () => {
  const missing = await auditOf(store(), 'module', { rows: (rows) => rows.slice(0, 1) });
  expect(missing.differences).toEqual([
    {
      place: `${layout.criticFeedback('module', 0)}:2`,
      problem: 'p.r1.module is missing, which the recorded calls give',
    },
  ]);
  const more = await auditOf(store(), 'module', { rows: (rows) => [...rows, ...rows.slice(0, 1)] });
  expect(more.differences).toEqual([
    {
      place: `${layout.criticFeedback('module', 0)}:3`,
      problem: 'p.r0.module does not follow from the recorded calls',
    },
  ]);
});

const askers = criticNames.filter((name) => name !== 'verifier');

it.each(askers)('names a call of %s that is not recorded', async (name) => {
  const { differences } = await auditOf(store(), name, { calls: (calls) => calls.delete([...calls.keys()][0] ?? '') });
  expect(differences[0]?.problem).toMatch(/^its call sha256:\w+ is not recorded$/);
});

it.each(askers)('names a recorded call of %s that is none', async (name) => {
  const { differences } = await auditOf(store(), name, {
    calls: (calls) => calls.set([...calls.keys()][0] ?? '', { kind: 'answered', reply: 4 }),
  });
  expect(differences[0]?.problem).toMatch(/^its call sha256:\w+ is not recorded as one of its kind$/);
});

it('proves nothing of rows whose calls an earlier version did not record', async () => {
  const report = await auditOf(store(), 'pairwise', { calls: (calls) => calls.clear() });
  expect(report.differences).toEqual([]);
  expect(report.unproven.map(({ what }) => what)).toEqual([`what ${layout.criticFeedback('pairwise', 0)} says`]);
});

it('proves nothing of rows that another wording was asked for, and says which', async () => {
  const asked = { listwise: { name: 'listwise', digest: other }, comparison: other };
  for (const [name, wording] of [
    ['listwise', `listwise ${other}`],
    ['pairwise', `comparison ${other}`],
  ] as const) {
    const { differences, unproven } = await auditOf(store(), name, { rows: as({ model: other }) }, asked);
    expect(differences).toEqual([]);
    expect(unproven).toEqual([
      {
        what: `what ${layout.criticFeedback(name, 0)} says`,
        why: `it was asked with a wording that this version lacks: ${wording}`,
      },
    ]);
  }
  await expect(auditOf(store(), 'meta-judge', {}, asked)).resolves.toMatchObject({ unproven: [] });
});

it('refuses feedback of a critic that the recipe does not have', async () => {
  const report = await auditOf(store(), 'http');
  expect(report.differences).toEqual([
    { place: layout.criticFeedback('http', 0), problem: 'is of http, which is no critic of the recipe' },
  ]);
});
