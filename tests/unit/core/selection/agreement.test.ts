import { z } from 'zod';
import type { PreferenceRecord } from '../../../../src/core/feedback-records';
import { pairRecordSchema, type ResponseRecord } from '../../../../src/core/records';
import { agree, selectAgreed } from '../../../../src/core/selection/agreement';
import { iterationOf, logProbability, preference, response } from './candidates';

const settings = { models: { current: 'M2', reference: 'M1' }, isLengthNormalised: false, scale: 1, delta: 0.05 };

/** Log-ratios of `a`, `b` and `c` to the reference; a missing one has no log-probability under the policy. */
function recordsOf(
  feedback: PreferenceRecord[],
  ratios: Record<string, number>,
  changes: Record<string, Partial<ResponseRecord>> = {},
) {
  const responses = ['a', 'b', 'c'].map((id) => response(id, changes[id]));
  const logProbabilities = responses.flatMap(({ id }) => {
    const ratio = ratios[id];
    const reference = logProbability(id, 'M1', -50);
    return ratio === undefined ? [reference] : [reference, logProbability(id, 'M2', -50 + ratio)];
  });
  return { ...iterationOf(responses, feedback), logProbabilities };
}

const logit = (p: number) => Math.log(p / (1 - p));

describe('agree (methods section 7 and section 19: the mask)', () => {
  it.each([
    [0.7, 0.6, true],
    [0.3, 0.4, true],
    [0.7, 0.4, false],
    [0.3, 0.6, false],
    [0.55, 0.55, true],
    [0.45, 0.45, true],
    [0.54, 0.9, false],
    [0.9, 0.54, false],
    [0.5, 0.5, false],
    [0.5, 0.9, false],
    [1, 1, true],
  ])('of %d and %d is %s', (generative, implicit, expected) => {
    expect(agree({ generative, implicit }, 0.05)).toBe(expected);
    expect(agree({ generative: 1 - generative, implicit: 1 - implicit }, 0.05)).toBe(expected);
    expect(agree({ generative: implicit, implicit: generative }, 0.05)).toBe(expected);
  });
});

describe('selectAgreed (methods section 7: offline)', () => {
  it('orders a pair as both say, and gives the golden divergence (methods section 0.4)', () => {
    const { examples, figures } = selectAgreed(
      recordsOf([preference('a', 'b', 0.7)], { a: logit(0.6), b: 0 }),
      settings,
    );
    expect(z.array(pairRecordSchema).parse(examples)).toEqual(examples);
    expect(examples).toMatchObject([
      {
        chosenId: 'a',
        rejectedId: 'b',
        chosenScore: 0.7,
        rejectedScore: 0.3,
        judgementIds: ['a-b', 'a.M1', 'a.M2', 'b.M1', 'b.M2'],
      },
    ]);
    expect(figures).toMatchObject({ compared: 1, consistency: 1, agreed: 1, firstPreferred: 1 });
    expect(figures.divergence).toBeCloseTo(0.022092, 6);
  });

  it('says the same when the responses are exchanged (methods section 19)', () => {
    const ratios = { a: logit(0.6), b: 0 };
    const there = selectAgreed(recordsOf([preference('a', 'b', 0.7, { id: 'x' })], ratios), settings);
    const back = selectAgreed(recordsOf([preference('b', 'a', 0.3, { id: 'x' })], ratios), settings);
    expect(back).toEqual(there);
  });

  it('tells the agreed from the merely consistent, and counts both', () => {
    const said = [preference('a', 'b', 0.9), preference('a', 'c', 0.9), preference('b', 'c', 0.9)];
    // a over b by 0.1 (too little), c over the others by much: disagreement with both.
    const { examples, discarded, figures } = selectAgreed(recordsOf(said, { a: 0.1, b: 0, c: 2 }), settings);
    expect(examples).toEqual([]);
    expect(discarded.disagreement).toBe(3);
    expect([figures.compared, figures.consistency, figures.agreed]).toEqual([3, 1 / 3, 0]);
  });

  it('shows a constant judge', () => {
    const said = [preference('a', 'b', 0.99), preference('b', 'c', 0.99), preference('a', 'c', 0.99)];
    expect(selectAgreed(recordsOf(said, { a: 0, b: 1, c: 2 }), settings).figures.firstPreferred).toBe(1);
  });

  it.each<[string, PreferenceRecord[], Record<string, number>, Record<string, Partial<ResponseRecord>>, string]>([
    ['has no log-probability', [preference('a', 'b', 0.9)], { a: 1 }, {}, 'no-log-probability'],
    [
      'reads the same',
      [preference('a', 'b', 0.9)],
      { a: 1, b: 0 },
      { a: { text: 'x' }, b: { text: ' x' } },
      'identical-text',
    ],
    [
      'prefers what was cut',
      [preference('a', 'b', 0.9)],
      { a: 1, b: 0 },
      { a: { finishReason: 'length' } },
      'unfit-preferred',
    ],
    ['nobody asked about', [], { a: 1, b: 0 }, {}, 'no-preference'],
    ['has too few votes', [preference('a', 'b', null)], { a: 1, b: 0 }, {}, 'too-few-votes'],
  ])('drops a pair that %s', (_, feedback, ratios, changes, reason) => {
    const { examples, discarded } = selectAgreed(recordsOf(feedback, ratios, changes), settings);
    expect(examples).toEqual([]);
    expect(discarded).toMatchObject({ [reason]: 1 });
  });

  it('compares nothing by too few votes, and the other pairs of the prompt as ever', () => {
    const said = [preference('a', 'b', null), preference('b', 'c', 0.9)];
    const { examples, discarded, figures } = selectAgreed(recordsOf(said, { a: 2, b: 1, c: 0 }), settings);
    expect(examples).toMatchObject([{ chosenId: 'b', rejectedId: 'c' }]);
    expect([discarded['too-few-votes'], figures.compared]).toEqual([1, 1]);
  });

  it('has no figures without a comparison', () => {
    expect(selectAgreed(recordsOf([], {}), settings).figures).toEqual({
      compared: 0,
      consistency: null,
      agreed: null,
      divergence: null,
      firstPreferred: null,
    });
  });

  it('gives the same bytes in whatever order the records come', () => {
    const records = recordsOf([preference('a', 'b', 0.9), preference('b', 'c', 0.8), preference('c', 'a', 0.3)], {
      a: 2,
      b: 1,
      c: 0,
    });
    const turned = {
      ...records,
      responses: records.responses.toReversed(),
      feedback: records.feedback.toReversed(),
      logProbabilities: records.logProbabilities.toReversed(),
    };
    expect(selectAgreed(records, settings).examples).toHaveLength(3);
    expect(JSON.stringify(selectAgreed(turned, settings))).toBe(JSON.stringify(selectAgreed(records, settings)));
  });
});
