import { judgeMetrics } from '../../../../src/core/statistics/judge-metrics';

/** The scores of one instruction's replies, from the best-ranked on. */
const group = (...scores: number[]) => ({ replies: scores.map((score, rank) => ({ rank, score })) });

function rounded(metrics: Record<string, number | null>): Record<string, number | null> {
  const entries = Object.entries(metrics).map(([name, value]) => [name, value && Number(value.toFixed(12))] as const);
  return Object.fromEntries(entries);
}

describe('judgeMetrics (methods section 1)', () => {
  it.each([
    [
      'the human order',
      [5, 3, 1],
      { pairwiseAccuracy: 1, tieRate: 0, bestOf5: 1, exactMatch: 1, spearman: 1, kendallTauB: 1 },
    ],
    [
      'the reverse',
      [1, 3, 5],
      { pairwiseAccuracy: 0, tieRate: 0, bestOf5: 0, exactMatch: 0, spearman: -1, kendallTauB: -1 },
    ],
    [
      'one inversion of three',
      [4, 2, 3],
      { pairwiseAccuracy: 2 / 3, tieRate: 0, bestOf5: null, exactMatch: 0, spearman: 0.5, kendallTauB: 1 / 3 },
    ],
    [
      'one score for all',
      [4, 4],
      { pairwiseAccuracy: 0.5, tieRate: 1, bestOf5: null, exactMatch: 0, spearman: null, kendallTauB: null },
    ],
    ['two fives', [5, 5, 1], { pairwiseAccuracy: 5 / 6, tieRate: 1 / 3, bestOf5: 0.5, exactMatch: 0 }],
    ['a mean that is nearly 5', [4.666666667, 1], { bestOf5: null, pairwiseAccuracy: 1 }],
  ])('measures %s', (_, scores, expected) => {
    const { metrics } = judgeMetrics([group(...scores)]);
    expect(rounded(metrics)).toMatchObject(rounded(expected));
  });

  it('averages over instructions, not over pairs, each metric over those that define it', () => {
    const { metrics, instructions } = judgeMetrics([group(5, 4, 3, 2), group(1, 2), group(3, 3), group(4)]);
    expect(metrics.pairwiseAccuracy).toBeCloseTo((1 + 0 + 0.5) / 3, 12);
    expect(instructions).toEqual({
      pairwiseAccuracy: 3,
      tieRate: 3,
      bestOf5: 1,
      exactMatch: 3,
      spearman: 2,
      kendallTauB: 2,
    });
    expect(metrics.spearman).toBeCloseTo(0, 12);
  });

  it('compares only replies that people ranked differently', () => {
    const replies = [
      { rank: 0, score: 2 },
      { rank: 0, score: 5 },
      { rank: 1, score: 1 },
    ];
    expect(judgeMetrics([{ replies }]).metrics).toMatchObject({ pairwiseAccuracy: 1, exactMatch: 1, bestOf5: 1 });
  });

  it('has no metric without a usable instruction', () => {
    const { metrics } = judgeMetrics([group(5)]);
    expect(new Set(Object.values(metrics))).toEqual(new Set([null]));
  });
});
