import type { FeedbackRecord } from '../../../../src/core/feedback-records';
import { digestOf } from '../../../../src/core/digest';
import { temporaryStore } from '../../report/temporary-store';
import { differencesOf, type CriticName, type Damage } from './criticised-shard';

const store = temporaryStore();
const other = digestOf('another');
const as =
  (change: object) =>
  (record: FeedbackRecord): FeedbackRecord =>
    Object.assign({}, record, change);

it.each<CriticName>(['pairwise', 'meta-judge', 'panel-big', 'process', 'implicit-policy'])(
  'proves what %s said',
  async (name) => {
    await expect(differencesOf(store(), name, {})).resolves.toEqual([]);
  },
);

it.each<[what: string, name: CriticName, damage: Damage, problem: string]>([
  ['a wrong winner', 'pairwise', { record: as({ winner: 'second' }) }, 'says second; its two orders, first and tie'],
  [
    'an order that its text does not give',
    'pairwise',
    { record: as({ forward: 'tie' }) },
    'says tie forward; its text',
  ],
  ['another judge', 'pairwise', { record: as({ model: other }) }, `was made by ${other}; the judge is`],
  ['a response that does not exist', 'pairwise', { record: as({ secondId: 'p.r9' }) }, 'its response p.r9 does not'],
  ['a prompt that does not exist', 'pairwise', { record: as({ promptId: 'q' }) }, 'its prompt q does not exist'],
  ['swapped responses', 'pairwise', { record: as({ firstId: 'p.r1', secondId: 'p.r0' }) }, 'is not one with its texts'],
  [
    'another text',
    'pairwise',
    { record: as({ texts: ['Winner: A', 'Neither says more.\nWinner: tie'] }) },
    'its text is',
  ],
  ['a judgement that does not exist', 'meta-judge', { record: as({ firstId: 'p.r0.j9' }) }, 'its judgement p.r0.j9'],
  ['a judgement of another response', 'meta-judge', { record: as({ responseId: 'p.r1' }) }, 'is of p.r0'],
  [
    'a turned verdict',
    'meta-judge',
    { record: as({ backward: 'first' }) },
    'says first backward; its text gives second',
  ],
  ['another judge of a panel', 'panel-big', { record: as({ judge: 'own' }) }, 'was made by external:big; the judge is'],
  ['nobody of a panel', 'panel-big', { record: as({ judge: 'x' }) }, 'by x of panel, whom the recipe does not name'],
  ['another score of steps', 'process', { record: as({ score: 0.5 }) }, 'says 0.5; the labels of its steps give 0.8'],
  ['another step', 'process', { record: as({ steps: [0.5] }) }, 'the labels of its steps give 0.8'],
  [
    'steps of another response',
    'process',
    { record: as({ responseId: 'p.r1' }) },
    'its calls are not those of the steps',
  ],
  ['steps by another model', 'process', { record: as({ model: other }) }, `was made by ${other}; the judge is`],
  ['another sum', 'implicit-policy', { record: as({ logp: -0.5 }) }, 'says -0.5 over 3 tokens, which is not what'],
  ['another model', 'implicit-policy', { record: as({ model: other }) }, 'which is no model of the iteration'],
  ['a sum of another response', 'implicit-policy', { record: as({ responseId: 'p.r1' }) }, 'is not one of its prompt'],
  [
    'two records of one id',
    'implicit-policy',
    { record: as({ id: `p.r1.l-${digestOf('the policy').slice(7, 15)}` }) },
    'twice',
  ],
])('names the line of %s (%s)', async (_, name, damage, problem) => {
  const differences = await differencesOf(store(), name, damage);
  expect(differences.map((difference) => difference.problem).join('\n')).toContain(problem);
  expect(differences[0]?.place).toMatch(new RegExp(`feedback-${name}/shard-0000\\.jsonl:[12]$`));
});

it.each<CriticName>(['pairwise', 'meta-judge', 'implicit-policy'])(
  'names a call of %s that is not there',
  async (name) => {
    const [difference, ...others] = await differencesOf(store(), name, {
      record: (record) => record,
      calls: (calls) => calls.delete([...calls.keys()].at(-1) ?? ''),
    });
    expect(difference?.problem).toMatch(/^its call sha256:\w+ is not recorded$/);
    expect(others).toEqual([]);
  },
);
