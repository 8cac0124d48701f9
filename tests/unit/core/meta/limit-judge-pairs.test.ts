import * as fc from 'fast-check';
import type { JudgePairRecord } from '../../../../src/core/meta/judge-pair';
import { limitJudgePairs } from '../../../../src/core/meta/limit-judge-pairs';
import { judgePairSettingsSchema } from '../../../../src/core/meta/judge-pair-settings';
import { scope } from './meta-records';

function pair(index: number, chosenScore: number): JudgePairRecord {
  return {
    kind: 'judge-pair',
    id: `p${index}.m1`,
    promptId: `p${index}`,
    responseId: `p${index}.r0`,
    prompt: [{ role: 'user', content: 'Judge.' }],
    chosen: `Fine.\nScore: ${chosenScore}`,
    rejected: 'Bad.\nScore: 1',
    chosenId: 'j0',
    rejectedId: 'j1',
    chosenScore,
    rejectedScore: 1,
    chosenStrength: 1,
    rejectedStrength: -1,
    metaVerdictIds: [],
    weight: 1,
    iteration: 1,
  };
}

function scores(pairs: readonly JudgePairRecord[]): number[] {
  return pairs.map(({ chosenScore }) => chosenScore);
}

function mostOfOneScore(pairs: readonly JudgePairRecord[]): number {
  const counts = [0, 1, 2, 3, 4, 5].map((score) => scores(pairs).filter((each) => each === score).length);
  return Math.max(...counts);
}

const usual = { ...judgePairSettingsSchema.parse({}), otherRows: 1000, scope };

describe('limitJudgePairs (methods section 4)', () => {
  it('lets no score be chosen in more than 40 % of the judge pairs, unless told otherwise', () => {
    const pairs = [5, 5, 5, 5, 5, 5, 4, 4, 3].map((score, index) => pair(index, score));
    const { pairs: kept, discarded } = limitJudgePairs(pairs, usual);
    expect(scores(kept)).toEqual([5, 5, 4, 4, 3]);
    expect(discarded).toEqual({ 'score-balance': 4, 'row-share': 0 });
    expect(limitJudgePairs(pairs, { ...usual, largestScoreShare: 1 }).pairs).toEqual(pairs);
  });

  it('keeps judge pairs to a share of all rows, unless told nothing', () => {
    const pairs = Array.from({ length: 60 }, (_, index) => pair(index, index % 6));
    const { pairs: kept, discarded } = limitJudgePairs(pairs, { ...usual, otherRows: 85, largestRowShare: 0.15 });
    expect(kept.length + discarded['score-balance'] + discarded['row-share']).toBe(60);
    expect(kept.length / (kept.length + 85)).toBeLessThanOrEqual(0.15);
    expect(discarded['row-share']).toBe(45);
    expect(limitJudgePairs(pairs, { ...usual, otherRows: 85 }).pairs).toHaveLength(60);
    expect(limitJudgePairs(pairs, { ...usual, otherRows: 0, largestRowShare: 0.15 }).pairs).toEqual([]);
  });

  it('keeps both bounds for any pairs, and repeats its draws', () => {
    // At least three scores are needed for none to exceed 40 %.
    const lists = fc
      .array(fc.integer({ min: 0, max: 5 }), { maxLength: 60 })
      .map((given) => given.map((score, index) => pair(index, score)));
    fc.assert(
      fc.property(lists, fc.integer({ min: 0, max: 200 }), (pairs, otherRows) => {
        const limited = limitJudgePairs(pairs, { ...usual, otherRows, largestRowShare: 0.15 });
        const kept = limited.pairs;
        expect(kept.length).toBeLessThanOrEqual(0.15 * (kept.length + otherRows) + 1e-9);
        const different = new Set(scores(kept)).size;
        const bound = kept.length === 0 ? 0 : Math.max(0.4, 1 / different) * kept.length;
        expect(mostOfOneScore(kept)).toBeLessThanOrEqual(bound + 1e-9);
        expect(limitJudgePairs(pairs, { ...usual, otherRows, largestRowShare: 0.15 })).toEqual(limited);
        const { 'score-balance': unbalanced, 'row-share': beyond } = limited.discarded;
        expect(kept.length + unbalanced + beyond).toBe(pairs.length);
      }),
      { numRuns: 300 },
    );
  });
});
