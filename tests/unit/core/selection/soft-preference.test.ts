import { z } from 'zod';
import type { PreferenceRecord } from '../../../../src/core/feedback-records';
import { pairRecordSchema, type ResponseRecord } from '../../../../src/core/records';
import { softPairRecordSchema } from '../../../../src/core/selection/example-records';
import { selectHardPairs, selectSoftPairs } from '../../../../src/core/selection/soft-preference';
import { iterationOf, preference, response } from './candidates';

function iteration(feedback: PreferenceRecord[], changes: Record<string, Partial<ResponseRecord>> = {}) {
  return iterationOf(
    ['a', 'b', 'c'].map((id) => response(id, changes[id])),
    feedback,
  );
}

const reasonsOf = (discarded: Record<string, number>) =>
  Object.entries(discarded).flatMap(([reason, count]) => (count > 0 ? [reason] : []));

describe('selectSoftPairs (methods section 9)', () => {
  it.each([
    [0.7, 'a', 'b', 0.7],
    [0.3, 'b', 'a', 0.7],
    [1, 'a', 'b', 1],
    [0, 'b', 'a', 1],
  ])(
    'of p = %d chooses %s over %s with confidence max(p, 1-p) = %d',
    (probability, chosenId, rejectedId, confidence) => {
      const { examples } = selectSoftPairs(iteration([preference('a', 'b', probability)]));
      expect(z.array(softPairRecordSchema).parse(examples)).toEqual(examples);
      expect(examples).toMatchObject([
        { id: 'p.p2.0', chosenId, rejectedId, confidence, chosenScore: confidence, feedbackIds: ['a-b'] },
      ]);
    },
  );

  it('averages over principles and over who is called the first', () => {
    const said = [
      preference('a', 'b', 0.9, { id: '1', principle: 'harmless' }),
      preference('a', 'b', 0.7, { id: '2', principle: 'honest' }),
      preference('b', 'a', 0.5, { id: '3', principle: 'kind' }),
    ];
    expect(selectSoftPairs(iteration(said)).examples).toMatchObject([
      { chosenId: 'a', confidence: 0.7, feedbackIds: ['1', '2', '3'] },
    ]);
  });

  it.each<[string, PreferenceRecord[], Record<string, Partial<ResponseRecord>>, string[]]>([
    ['neither more probable', [preference('a', 'b', 0.5)], {}, ['undecided']],
    ['the same text', [preference('a', 'b', 0.9)], { a: { text: 'x' }, b: { text: 'x\n' } }, ['identical-text']],
    [
      'a more probable side that was cut',
      [preference('a', 'b', 0.9)],
      { a: { finishReason: 'length' } },
      ['unfit-preferred'],
    ],
    ['a more probable side that is blank', [preference('a', 'b', 0.1)], { b: { text: '' } }, ['unfit-preferred']],
    [
      'nothing that compares two of its responses',
      [preference('a', 'z', 0.9), preference('a', 'a', 0.9)],
      {},
      ['no-preference'],
    ],
    ['no preference', [], {}, ['no-preference']],
    ['too few votes', [preference('a', 'b', null)], {}, ['too-few-votes']],
  ])('discards %s (methods section 0.3)', (_, feedback, changes, reasons) => {
    const { examples, discarded } = selectSoftPairs(iteration(feedback, changes));
    expect(examples).toEqual([]);
    expect(reasonsOf(discarded)).toEqual(reasons);
  });

  it('may reject what was cut', () => {
    expect(
      selectSoftPairs(iteration([preference('a', 'b', 0.9)], { b: { finishReason: 'length' } })).examples,
    ).toHaveLength(1);
  });

  it('gives the same bytes in whatever order the records come', () => {
    const said = [
      preference('a', 'b', 0.9),
      preference('c', 'a', 0.7),
      preference('b', 'c', 0.2),
      preference('b', 'a', 0.3),
    ];
    const records = iteration(said);
    const turned = { ...records, responses: records.responses.toReversed(), feedback: said.toReversed() };
    expect(selectSoftPairs(records).examples).toHaveLength(3);
    expect(JSON.stringify(selectSoftPairs(turned))).toBe(JSON.stringify(selectSoftPairs(records)));
  });
});

describe('selectHardPairs (methods section 9: threshold p)', () => {
  it('keeps what is at least as probable as the threshold', () => {
    const said = [preference('a', 'b', 0.75), preference('a', 'c', 0.2), preference('b', 'c', 0.6)];
    const { examples, discarded } = selectHardPairs(iteration(said), 0.75);
    expect(z.array(pairRecordSchema).parse(examples)).toEqual(examples);
    expect(examples.map(({ chosenId, rejectedId }) => `${chosenId}>${rejectedId}`)).toEqual(['a>b', 'c>a']);
    expect(discarded.undecided).toBe(1);
  });

  it('never makes a hard label of an even chance', () => {
    expect(selectHardPairs(iteration([preference('a', 'b', 0.5)]), 0.5).examples).toEqual([]);
  });
});
