import * as fc from 'fast-check';
import type { ResponseRecord } from '../../../../src/core/records';
import { createRandom } from '../../../../src/core/seeds';
import {
  lengthControlled,
  lengthControlSchema,
  selectLengthControlledPair,
  tierBounds,
  type LengthControl,
} from '../../../../src/core/selection/length-controlled';
import { selectPair } from '../../../../src/core/selection/select-pair';
import { judgements, response } from './candidates';

type Candidate = { scores: (number | null)[] } & Partial<ResponseRecord>;

function responseOf([id, candidate]: [string, Candidate]): ResponseRecord {
  const { scores: _, ...changes } = candidate;
  return response(id, changes);
}

function candidatesOf(list: Record<string, Candidate>, seed = 0) {
  const entries = Object.entries(list);
  return {
    prompt: { id: 'p', text: 'Why?' },
    responses: entries.map(responseOf),
    judgements: entries.flatMap(([id, { scores }]) => judgements(id, scores)),
    minValidJudgements: 1,
    iteration: 2,
    random: createRandom(seed),
  };
}

/** "chosen>rejected", or the reason of the discard. */
function outcomeOf(list: Record<string, Candidate>, control: LengthControl, seed?: number): string {
  const selection = selectLengthControlledPair(candidatesOf(list, seed), control);
  return selection.kind === 'pair' ? `${selection.pair.chosenId}>${selection.pair.rejectedId}` : selection.reason;
}

function scored(score: number, length: number): Candidate {
  return { scores: [score], text: 'x'.repeat(length) };
}

describe('tierBounds (methods section 0.4)', () => {
  it('are [3.72, 5] and [1, 2.28] for scores from 1 to 5 at rho 0.32', () => {
    expect(tierBounds({ highest: 5, lowest: 1, rho: 0.32 })).toEqual({ chosenFrom: 3.72, rejectedTo: 2.28 });
  });
});

describe('selectLengthControlledPair (methods section 4)', () => {
  const rho = { rho: 0.32 };
  const cut = { finishReason: 'length' } as const;
  const edges = { best: scored(5, 40), worst: scored(1, 10) };
  it.each<[rule: string, list: Record<string, Candidate>, control: LengthControl, expected: string]>([
    [
      'takes the shortest of the good and the longest of the bad',
      { ...edges, good: scored(4, 20), bad: scored(2, 30) },
      rho,
      'good>bad',
    ],
    [
      'counts the edges in (methods section 19)',
      { ...edges, good: scored(3.72, 20), bad: scored(2.28, 30) },
      rho,
      'good>bad',
    ],
    [
      'counts nothing beyond them in',
      { ...edges, middle: scored(3.719, 2), other: scored(2.281, 90) },
      rho,
      'best>worst',
    ],
    [
      'is best against worst at rho 0',
      { ...edges, good: scored(4.9, 2), bad: scored(1.1, 90) },
      { rho: 0 },
      'best>worst',
    ],
    ['discards equal extremes', { a: scored(3, 5), b: scored(3, 9) }, rho, 'tie'],
    ['wants two scored responses', { a: scored(3, 5), b: { scores: [null] } }, rho, 'too-few-scored'],
    [
      'never rejects an unscored response',
      { ...edges, c: { scores: [null], text: 'x'.repeat(99) } },
      rho,
      'best>worst',
    ],
    ['never chooses a response cut at the limit', { ...edges, c: { ...scored(5, 3), ...cut } }, rho, 'best>worst'],
    [
      'measures the range up to the best that may be chosen',
      { cutOff: { ...scored(5, 3), ...cut }, good: scored(3, 50), shorter: scored(2, 10), bad: scored(1, 10) },
      rho,
      'good>bad',
    ],
    ['may reject one that was cut', { ...edges, c: { ...scored(1.2, 90), ...cut } }, rho, 'best>c'],
    [
      'discards when all better ones were cut',
      { a: { ...scored(5, 9), ...cut }, b: scored(1, 3) },
      rho,
      'no-eligible-chosen',
    ],
    ['never chooses an empty response', { a: { scores: [5], text: ' \n' }, b: scored(1, 3) }, rho, 'empty-chosen'],
    [
      'discards texts that read the same',
      { a: { scores: [5], text: 'same\n' }, b: { scores: [1], text: ' same' } },
      rho,
      'identical-text',
    ],
    [
      'discards a response that is both the shortest good and the longest bad one',
      { a: scored(1, 20), b: scored(0.5, 10), c: scored(0, 5) },
      { rho: 0.49999999999 },
      'same-response',
    ],
    ['keeps a chosen response as long as the limit', edges, { rho: 0.32, longestChosenCharacters: 40 }, 'best>worst'],
    ['drops one that is longer', edges, { rho: 0.32, longestChosenCharacters: 39 }, 'chosen-too-long'],
    [
      'takes the better of two that are equally short',
      { ...edges, good: scored(4, 20), better: scored(4.5, 20), bad: scored(1.1, 10) },
      rho,
      'better>worst',
    ],
    [
      'then the one that the judge was surest of',
      { a: { scores: [5, 4], text: 'aa' }, b: { scores: [4.5, 4.5], text: 'bb' }, c: scored(1, 5) },
      rho,
      'b>c',
    ],
  ])('%s', (_, list, control, expected) => {
    expect(outcomeOf(list, control)).toBe(expected);
  });

  it('measures length in code points, so that an emoji is one character (methods section 0.3)', () => {
    const list = { a: { scores: [5], text: '🙂'.repeat(3) }, b: { scores: [5], text: 'four' }, c: scored(1, 2) };
    expect(outcomeOf(list, { rho: 0, longestChosenCharacters: 3 })).toBe('a>c');
  });

  it('breaks what is still a tie by the seeded draw', () => {
    const list = { a: scored(5, 4), b: scored(5, 4), c: { scores: [1], text: 'cc' }, d: { scores: [1], text: 'dd' } };
    const outcomes = Array.from({ length: 60 }, (_, seed) => outcomeOf(list, rho, seed));
    expect(new Set(outcomes)).toEqual(new Set(['a>c', 'a>d', 'b>c', 'b>d']));
    expect(outcomeOf(list, rho, 7)).toBe(outcomeOf(list, rho, 7));
  });

  it.each([-0.01, 0.5, 0.7, Number.NaN])('refuses rho %d', (wrong) => {
    expect(() => outcomeOf(edges, { rho: wrong })).toThrow(RangeError);
    expect(lengthControlSchema.safeParse({ rho: wrong }).success).toBe(false);
  });

  const candidate = fc.record({
    scores: fc.array(fc.oneof(fc.constant(null), fc.integer({ min: 0, max: 5 })), { maxLength: 3 }),
    finishReason: fc.constantFrom('stop' as const, 'length' as const),
    text: fc.constantFrom('', 'one', 'three', 'eleven', 'twelve'),
  });
  const lists = fc
    .array(candidate, { maxLength: 7 })
    .map((all) => Object.fromEntries(all.map((item, index) => [`r${index}`, item])));

  it('does not depend on the order of its records', () => {
    fc.assert(
      fc.property(lists, fc.double({ min: 0, max: 0.499, noNaN: true }), fc.integer(), (list, share, seed) => {
        const records = candidatesOf(list, seed);
        const order = createRandom(seed + 1);
        const shuffled = {
          ...candidatesOf(list, seed),
          responses: order.shuffle(records.responses),
          judgements: order.shuffle(records.judgements),
        };
        const expected = JSON.stringify(selectLengthControlledPair(records, { rho: share }));
        expect(JSON.stringify(selectLengthControlledPair(shuffled, { rho: share }))).toBe(expected);
      }),
      { numRuns: 500 },
    );
  });

  /** Generated lists that give a pair by every one of these choices. */
  function pairsOf(list: Record<string, Candidate>, seed: number) {
    const selections = [
      selectPair(candidatesOf(list, seed)),
      ...[0, 0.4].map((share) => selectLengthControlledPair(candidatesOf(list, seed), { rho: share })),
    ];
    const pairs = selections.flatMap((selection) => (selection.kind === 'pair' ? [selection.pair] : []));
    const [plain, none, some] = pairs;
    fc.pre(pairs.length === 3 && plain !== undefined && none !== undefined && some !== undefined);
    return { plain, none, some };
  }

  it('pairs the same scores as best against worst at rho 0', () => {
    fc.assert(
      fc.property(lists, fc.integer(), (list, seed) => {
        const { plain, none } = pairsOf(list, seed);
        const scoresOf = (pair: typeof plain) => [pair?.chosenScore, pair?.rejectedScore];
        expect(scoresOf(none)).toEqual(scoresOf(plain));
      }),
      { numRuns: 300 },
    );
  });

  it('chooses no longer and rejects no shorter a response at a higher rho', () => {
    fc.assert(
      fc.property(lists, fc.integer(), (list, seed) => {
        const { none, some } = pairsOf(list, seed);
        expect(some?.chosen.length).toBeLessThanOrEqual(none?.chosen.length ?? 0);
        expect(some?.rejected.length).toBeGreaterThanOrEqual(none?.rejected.length ?? 0);
      }),
      { numRuns: 300 },
    );
  });
});

describe('lengthControlled', () => {
  it('gives the pairs of an iteration and counts the other prompts by reason', () => {
    const selector = lengthControlled(
      { seed: 1, iteration: 2, attempt: 1, minimumValid: 1 },
      { rho: 0.32, longestChosenCharacters: 30 },
    );
    const lists = {
      p0: { best: scored(5, 40), good: scored(4, 20), worst: scored(1, 10) },
      p1: { best: scored(5, 40), worst: scored(1, 10) },
      p2: { a: scored(3, 5), b: scored(3, 6) },
    };
    for (const [id, list] of Object.entries(lists)) {
      const { responses, judgements: judged } = candidatesOf(list);
      const prompt = { id, text: 'Why?', source: 'seed' as const, parents: [] };
      selector.add({ prompt, responses, judgements: judged, feedback: [] });
    }
    const { pairs, imitated, discarded } = selector.finish();
    expect(pairs.map(({ id, chosenId, rejectedId }) => [id, chosenId, rejectedId])).toEqual([
      ['p0.p2', 'good', 'worst'],
    ]);
    expect(imitated).toEqual([]);
    expect(discarded).toEqual({
      'too-few-scored': 0,
      tie: 1,
      'no-eligible-chosen': 0,
      'empty-chosen': 0,
      'identical-text': 0,
      'same-response': 0,
      'chosen-too-long': 1,
    });
  });
});
