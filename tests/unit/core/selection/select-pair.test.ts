import * as fc from 'fast-check';
import { z } from 'zod';
import { pairRecordSchema, type ResponseRecord } from '../../../../src/core/records';
import { createRandom } from '../../../../src/core/seeds';
import { minimumValidOf, selectPair } from '../../../../src/core/selection/select-pair';
import { judgements, response } from './candidates';

const prompt = { id: 'p', text: 'Why?' };
type Candidate = { scores: (number | null)[] } & Partial<ResponseRecord>;

function responseOf([id, candidate]: [string, Candidate]): ResponseRecord {
  const { scores: _, ...changes } = candidate;
  return response(id, changes);
}

function select(candidates: Record<string, Candidate>, minValidJudgements = 1, seed = 0) {
  return selectPair({
    prompt,
    responses: Object.entries(candidates).map(responseOf),
    judgements: Object.entries(candidates).flatMap(([id, { scores }]) => judgements(id, scores)),
    minValidJudgements,
    iteration: 2,
    random: createRandom(seed),
  });
}

/** "chosen>rejected", or the reason of the discard. */
function outcomeOf(...args: Parameters<typeof select>): string {
  const selection = select(...args);
  return selection.kind === 'pair' ? `${selection.pair.chosenId}>${selection.pair.rejectedId}` : selection.reason;
}

describe('selectPair (methods section 0.3, section 1 and section 19: SRLM)', () => {
  it('pairs the highest with the lowest mean and says what the pair rests on', () => {
    const selection = select({
      a: { scores: [3, 3, 3] },
      b: { scores: [5, 4, null] },
      c: { scores: [1, 1, 2] },
      d: { scores: [4, 4, 4] },
    });
    expect(selection).toEqual({
      kind: 'pair',
      pair: {
        id: 'p.p2',
        promptId: 'p',
        prompt: 'Why?',
        chosen: 'text of b',
        rejected: 'text of c',
        chosenId: 'b',
        rejectedId: 'c',
        chosenScore: 4.5,
        rejectedScore: 1.333333333,
        judgementIds: ['b.j0', 'b.j1', 'c.j0', 'c.j1', 'c.j2'],
        weight: 1,
        iteration: 2,
      },
    });
    expect(z.object({ kind: z.literal('pair'), pair: pairRecordSchema }).safeParse(selection).success).toBe(true);
  });

  const cut = { finishReason: 'length' } as const;
  it.each<[rule: string, candidates: Record<string, Candidate>, expected: string]>([
    ['discards equal extremes', { a: { scores: [3] }, b: { scores: [3] } }, 'tie'],
    ['discards means that are equal over different counts', { a: { scores: [4, 2] }, b: { scores: [3, 3, 3] } }, 'tie'],
    ['drops unparsed judgements instead of counting 0', { a: { scores: [4, null] }, b: { scores: [3, 3] } }, 'a>b'],
    ['excludes a response without a valid judgement', { a: { scores: [null] }, b: { scores: [3] } }, 'too-few-scored'],
    [
      'never makes an unscored response the rejected one',
      { a: { scores: [null] }, b: { scores: [3] }, c: { scores: [4] } },
      'c>b',
    ],
    ['excludes a response that was never judged', { a: { scores: [] }, b: { scores: [3] } }, 'too-few-scored'],
    ['has nothing to choose from without responses', {}, 'too-few-scored'],
    ['keeps a score of 0', { a: { scores: [0] }, b: { scores: [1] } }, 'b>a'],
    [
      'prefers the shortest of equally good ones',
      { a: { scores: [4], tokens: 20 }, b: { scores: [4], tokens: 9 }, c: { scores: [1] } },
      'b>c',
    ],
    [
      'then the one that the judge was surest of',
      { a: { scores: [5, 3] }, b: { scores: [4, 4] }, c: { scores: [1] } },
      'b>c',
    ],
    [
      'rejects by variance and not by length',
      { a: { scores: [2, 0], tokens: 1 }, b: { scores: [1, 1], tokens: 99 }, c: { scores: [5] } },
      'c>b',
    ],
    [
      'never chooses a response cut at the limit',
      { a: { scores: [5], ...cut }, b: { scores: [4] }, c: { scores: [1] } },
      'b>c',
    ],
    ['may reject a response cut at the limit', { a: { scores: [5] }, b: { scores: [1], ...cut } }, 'a>b'],
    [
      'discards when all better ones were cut',
      { a: { scores: [5], ...cut }, b: { scores: [1] } },
      'no-eligible-chosen',
    ],
    ['never chooses an empty response', { a: { scores: [5], text: ' \n' }, b: { scores: [1] } }, 'empty-chosen'],
    ['may reject an empty response', { a: { scores: [5] }, b: { scores: [1], text: '' } }, 'a>b'],
    [
      'discards texts that are identical after trimming',
      { a: { scores: [5], text: 'same\n' }, b: { scores: [1], text: ' same' } },
      'identical-text',
    ],
  ])('%s', (_, candidates, expected) => {
    expect(outcomeOf(candidates)).toBe(expected);
  });

  it('wants two valid judgements where three were asked for', () => {
    const candidates = { a: { scores: [5, null, null] }, b: { scores: [4, 4, null] }, c: { scores: [1, 1, 1] } };
    expect(minimumValidOf({ perResponse: 3 })).toBe(2);
    expect(minimumValidOf({ perResponse: 2 })).toBe(1);
    expect(outcomeOf(candidates, minimumValidOf({ perResponse: 3 }))).toBe('b>c');
    expect(outcomeOf(candidates, 1)).toBe('a>c');
  });

  it('breaks what is still a tie by the seeded draw, and repeats it', () => {
    const candidates = { a: { scores: [5] }, b: { scores: [5] }, c: { scores: [1] }, d: { scores: [1] } };
    const outcomes = Array.from({ length: 60 }, (_, seed) => outcomeOf(candidates, 1, seed));
    expect(new Set(outcomes)).toEqual(new Set(['a>c', 'a>d', 'b>c', 'b>d']));
    expect(outcomeOf(candidates, 1, 7)).toBe(outcomeOf(candidates, 1, 7));
  });

  it('does not depend on the order of responses and judgements', () => {
    const candidate = fc.record({
      scores: fc.array(fc.oneof(fc.constant(null), fc.integer({ min: 0, max: 5 })), { maxLength: 3 }),
      tokens: fc.integer({ min: 1, max: 3 }),
      finishReason: fc.constantFrom('stop' as const, 'length' as const),
      text: fc.constantFrom('', 'one', 'two', 'three'),
    });
    fc.assert(
      fc.property(fc.array(candidate, { maxLength: 6 }), fc.integer(), (list, seed) => {
        const entries = list.map((item, index): [string, Candidate] => [`r${index}`, item]);
        const responses = entries.map(responseOf);
        const scores = entries.flatMap(([id, { scores: given }]) => judgements(id, given));
        const chooseFrom = (records: { responses: typeof responses; judgements: typeof scores }) =>
          JSON.stringify(
            selectPair({ prompt, ...records, minValidJudgements: 1, iteration: 1, random: createRandom(seed) }),
          );
        const random = createRandom(seed + 1);
        const expected = chooseFrom({ responses, judgements: scores });
        expect(chooseFrom({ responses: random.shuffle(responses), judgements: random.shuffle(scores) })).toBe(expected);
      }),
      { numRuns: 500 },
    );
  });
});
