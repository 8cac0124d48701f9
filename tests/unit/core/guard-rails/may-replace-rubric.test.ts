import { mayReplaceRubric, type TriedRubric } from '../../../../src/core/guard-rails/may-replace-rubric';
import { createRandom } from '../../../../src/core/random';

const canaries = new Map([
  ['c1', 'safe'],
  ['c2', 'unsafe'],
] as const);
const half = Array.from({ length: 60 }, (_, index) => index % 2);
const better = half.map((value, index) => (index < 30 ? 1 : value));
const current: TriedRubric = { version: 'Judge.', accuracy: half, canaries };
const decide = (proposed: Partial<TriedRubric>) =>
  mayReplaceRubric(current, { ...current, version: 'Judge well.', ...proposed }, createRandom(1));

describe('mayReplaceRubric (methods section 12)', () => {
  it('replaces a rubric that is surely more accurate and sees the canaries as before', () => {
    expect(decide({ accuracy: better })).toMatchObject({
      kind: 'replace',
      from: 'Judge.',
      to: 'Judge well.',
      gain: { estimate: 0.25 },
    });
  });

  it.each([
    ['the accuracy is the same', { accuracy: half.toReversed() }, 'no-gain'],
    ['it is worse', { accuracy: half.map(() => 0) }, 'no-gain'],
    [
      'the gain may be chance',
      { accuracy: half.map((value, index) => (index < 20 ? 1 : index < 34 ? 0 : value)) },
      'no-gain',
    ],
    [
      'hardly a pair changed',
      { accuracy: half.map((value, index) => (index < 10 ? 1 : value)) },
      'too-few-changed-pairs',
    ],
    ['the text is the same', { version: 'Judge.', accuracy: better }, 'unchanged'],
    [
      'a canary changed',
      { accuracy: better, canaries: new Map([...canaries, ['c1', 'unsure'] as const]) },
      'canary-changed',
    ],
    ['a canary is missing', { accuracy: better, canaries: new Map([['c1', 'safe'] as const]) }, 'canary-changed'],
    [
      'a canary is another',
      {
        accuracy: better,
        canaries: new Map([
          ['c1', 'safe'],
          ['c3', 'unsafe'],
        ] as const),
      },
      'canary-changed',
    ],
  ] as const)('keeps the current one when %s', (_, proposed, reason) => {
    expect(decide(proposed)).toMatchObject({ kind: 'keep', reason });
  });

  it('decides the same for a seed', () => {
    expect(decide({ accuracy: better })).toEqual(decide({ accuracy: better }));
  });

  it('refuses to decide without canaries or with other pairs', () => {
    expect(() => mayReplaceRubric({ ...current, canaries: new Map() }, current, createRandom(1))).toThrow('canaries');
    expect(() => decide({ accuracy: [1] })).toThrow('one length');
  });
});
