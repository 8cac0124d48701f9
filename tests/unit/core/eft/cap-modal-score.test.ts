import * as fc from 'fast-check';
import { capModalScore } from '../../../../src/core/eft/cap-modal-score';
import { createRandom } from '../../../../src/core/seeds';

const cap = (scores: readonly number[], share = 0.4, seed = 1) =>
  capModalScore({
    items: scores.map((score, index) => ({ id: index, score })),
    scoreOf: (item) => item.score,
    cap: share,
    random: createRandom(seed),
  });

const counts = (items: readonly { score: number }[]) =>
  items.reduce<Record<number, number>>((all, { score }) => ({ ...all, [score]: (all[score] ?? 0) + 1 }), {});

describe('capModalScore (methods section 1)', () => {
  it.each<[scores: Record<number, number>, kept: Record<number, number>]>([
    [
      { 4: 70, 3: 20, 5: 10 },
      { 4: 20, 3: 20, 5: 10 },
    ],
    [
      { 1: 4, 2: 3, 3: 3 },
      { 1: 4, 2: 3, 3: 3 },
    ],
    [
      { 4: 50, 3: 40, 2: 5, 1: 5 },
      { 4: 20, 3: 20, 2: 5, 1: 5 },
    ],
    [
      { 4: 9, 3: 1 },
      { 4: 1, 3: 1 },
    ],
    [{ 4: 9 }, { 4: 9 }],
    [{}, {}],
  ])('keeps of %j %j', (before, after) => {
    const scores = Object.entries(before).flatMap(([score, count]) =>
      Array.from({ length: count }, () => Number(score)),
    );
    const { kept, dropped } = cap(scores);
    expect(counts(kept)).toEqual(after);
    expect(dropped).toBe(scores.length - kept.length);
  });

  it('leaves no score above the cap, whatever the scores, and loses no score', () => {
    const scores = fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 60 });
    fc.assert(
      fc.property(scores, fc.double({ min: 0.05, max: 1, noNaN: true }), (values, share) => {
        const { kept } = cap(values, share);
        const distinct = new Set(values).size;
        const allowed = Math.max(share, 1 / distinct) * kept.length + 1e-9;
        for (const count of Object.values(counts(kept))) expect(count).toBeLessThanOrEqual(allowed);
        expect(Object.keys(counts(kept))).toHaveLength(distinct);
      }),
    );
  });

  it('keeps the order, draws by the seed and repeats itself', () => {
    const scores = Array.from({ length: 100 }, (_, index) => (index % 10 < 8 ? 4 : index % 10));
    const ids = (seed: number) => cap(scores, 0.4, seed).kept.map((item) => item.id);
    expect(ids(1)).toEqual(ids(1).toSorted((a, b) => a - b));
    expect(ids(1)).toEqual(ids(1));
    expect(ids(1)).not.toEqual(ids(2));
  });
});
