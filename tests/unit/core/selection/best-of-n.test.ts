import { z } from 'zod';
import type { ResponseRecord } from '../../../../src/core/records';
import { selectBestOfN, type BestOfNSettings } from '../../../../src/core/selection/best-of-n';
import { imitationRecordSchema } from '../../../../src/core/selection/example-records';
import { iterationOf, response } from './candidates';

type Candidate = { score: number | null } & Partial<ResponseRecord>;

function recordsOf(candidates: Record<string, Candidate>, run = '0') {
  const responses = Object.entries(candidates).map(
    ([id, { finishReason = 'stop', text = `text of ${id}`, tokens = 10 }]) =>
      response(id, { finishReason, text, tokens }),
  );
  const scores = Object.entries(candidates).flatMap(([id, { score }]) =>
    score === null ? [] : [{ id, promptId: 'p', score, feedbackIds: [`${id}.s`] }],
  );
  return iterationOf(responses, scores, run);
}

function outcomeOf(candidates: Record<string, Candidate>, settings?: BestOfNSettings): string {
  const { examples, discarded } = selectBestOfN(recordsOf(candidates), settings);
  const reasons = Object.entries(discarded).flatMap(([reason, count]) => (count > 0 ? [reason] : []));
  return [...examples.map(({ responseId }) => responseId), ...reasons].join(' ');
}

describe('selectBestOfN (methods section 2)', () => {
  it.each<
    [rule: string, candidates: Record<string, Candidate>, settings: BestOfNSettings | undefined, expected: string]
  >([
    ['keeps the best', { a: { score: 1 }, b: { score: 3 }, c: { score: 2 } }, undefined, 'b'],
    ['keeps none when all are equal', { a: { score: 3 }, b: { score: 3 } }, undefined, 'tie'],
    ['needs two scores', { a: { score: 3 }, b: { score: null } }, undefined, 'too-few-scored'],
    ['takes negative scores', { a: { score: -1 }, b: { score: -3 } }, undefined, 'a'],
    [
      'passes over a best that was cut',
      { a: { score: 3, finishReason: 'length' }, b: { score: 2 }, c: { score: 1 } },
      undefined,
      'b',
    ],
    [
      'passes over a best that is blank',
      { a: { score: 3, text: '\n' }, b: { score: 2 }, c: { score: 1 } },
      undefined,
      'b',
    ],
    [
      'never falls back to the worst',
      { a: { score: 3, finishReason: 'length' }, b: { score: 2 } },
      undefined,
      'no-fit',
    ],
    ['keeps the k best', { a: { score: 1 }, b: { score: 3 }, c: { score: 2 }, d: { score: 0 } }, { keep: 2 }, 'b c'],
    [
      'keeps what reads the same once',
      { a: { score: 3, text: 'x' }, b: { score: 3, text: 'x ', tokens: 11 }, c: { score: 2 }, d: { score: 0 } },
      { keep: 3 },
      'a c',
    ],
    [
      'asks for the threshold itself',
      { a: { score: 3 }, b: { score: 2 }, c: { score: 1 } },
      { keep: 9, threshold: 2 },
      'a b',
    ],
    [
      'keeps none below the threshold',
      { a: { score: 3 }, b: { score: 2 } },
      { keep: 1, threshold: 3.5 },
      'below-threshold',
    ],
    [
      'prefers the shortest of equally good ones',
      { a: { score: 3 }, b: { score: 3, tokens: 2 }, c: { score: 1 } },
      undefined,
      'b',
    ],
  ])('%s', (_, candidates, settings, expected) => {
    expect(outcomeOf(candidates, settings)).toBe(expected);
  });

  const fives = { keep: 4, threshold: 5, thresholdAlone: true };
  it.each<[rule: string, candidates: Record<string, Candidate>, settings: BestOfNSettings, expected: string]>([
    ['all of them, where all score 5', { a: { score: 5 }, b: { score: 5 }, c: { score: 5 } }, fives, 'a b c'],
    ['each that scores 5', { a: { score: 5 }, b: { score: 4.5 }, c: { score: 5 } }, fives, 'a c'],
    ['one that alone has a score', { a: { score: 5 }, b: { score: null } }, fives, 'a'],
    ['none below', { a: { score: 4 }, b: { score: 4 } }, fives, 'below-threshold'],
    ['none without a score', { a: { score: null }, b: { score: null } }, fives, 'too-few-scored'],
    ['none that was cut', { a: { score: 5, finishReason: 'length' }, b: { score: 5 } }, fives, 'b'],
    ['no more than it may', { a: { score: 5 }, b: { score: 5, tokens: 2 } }, { ...fives, keep: 1 }, 'b'],
    ['no tie without it', { a: { score: 5 }, b: { score: 5 } }, { keep: 4, threshold: 5 }, 'tie'],
  ])('with the threshold alone keeps %s (methods section 1)', (_, candidates, settings, expected) => {
    expect(outcomeOf(candidates, settings).split(' ').toSorted().join(' ')).toBe(expected);
  });

  it('says what a row rests on', () => {
    const { examples } = selectBestOfN(recordsOf({ a: { score: 1 }, b: { score: 3 } }));
    expect(z.array(imitationRecordSchema).parse(examples)).toEqual([
      {
        id: 'p.p2.0',
        promptId: 'p',
        prompt: 'Why?',
        completion: 'text of b',
        responseId: 'b',
        score: 3,
        feedbackIds: ['b.s'],
        weight: 1,
        iteration: 2,
      },
    ]);
  });

  it('draws between equally good and equally long ones, and gives the same bytes in whatever order they come', () => {
    const tied = { a: { score: 3 }, b: { score: 3 }, c: { score: 1 } };
    const drawn = Array.from(
      { length: 40 },
      (_, run) => selectBestOfN(recordsOf(tied, String(run))).examples[0]?.responseId,
    );
    expect(new Set(drawn)).toEqual(new Set(['a', 'b']));
    const records = recordsOf(tied);
    const turned = { ...records, responses: records.responses.toReversed(), feedback: records.feedback.toReversed() };
    expect(JSON.stringify(selectBestOfN(turned))).toBe(JSON.stringify(selectBestOfN(records)));
  });
});
