import {
  lengthControlledWinRate,
  type AnswerComparison,
} from '../../../../src/core/statistics/length-controlled-win-rate';
import { createRandom } from '../../../../src/core/random';

function comparisons(count: number): AnswerComparison[] {
  const random = createRandom(count);
  return Array.from({ length: count }, () => ({
    preference: random.next(),
    modelLength: random.integer(3000),
    baselineLength: random.integer(3000),
    difficulty: 2 * random.next() - 1,
  }));
}

const gamed = [
  { preference: 0.7, standardisedLength: -1.2, difficulty: 0.4 },
  { preference: 0.2, standardisedLength: 1.1, difficulty: -0.3 },
];

describe('the length-controlled win rate (methods section 15 and section 19)', () => {
  it('of the baseline against itself is one half, whatever the gamed baselines say', () => {
    const itself = comparisons(150).map((row) => ({ ...row, preference: 0.5, modelLength: row.baselineLength }));
    for (const variant of ['full', 'noreg', 'minimal'] as const) {
      expect(lengthControlledWinRate(itself, variant, gamed)).toMatchObject({ winRate: 0.5, standardError: 0 });
    }
  });

  it('of two models against each other adds up to 1 without gamed baselines and penalty', () => {
    const there = comparisons(150);
    const back = there.map(({ preference, modelLength, baselineLength, difficulty }) => ({
      preference: 1 - preference,
      modelLength: baselineLength,
      baselineLength: modelLength,
      difficulty,
    }));
    for (const variant of ['noreg', 'minimal'] as const) {
      const [one, other] = [lengthControlledWinRate(there, variant), lengthControlledWinRate(back, variant)];
      expect((one.winRate ?? 0) + (other.winRate ?? 0)).toBeCloseTo(1, 9);
    }
  });

  it('is the raw one where all lengths are equal, or differ by the same', () => {
    const level = comparisons(150).map((row) => ({ ...row, modelLength: row.baselineLength + 20 }));
    const raw = level.reduce((sum, { preference }) => sum + preference, 0) / level.length;
    for (const variant of ['full', 'noreg', 'minimal'] as const) {
      expect(lengthControlledWinRate(level, variant, gamed).winRate).toBeCloseTo(raw, 9);
    }
  });

  it('takes away what a judge gives for length', () => {
    const rows = comparisons(400);
    const longest = rows.map((row) => ({ ...row, preference: row.modelLength > row.baselineLength ? 0.8 : 0.2 }));
    const { coefficients } = lengthControlledWinRate(longest, 'minimal');
    expect(coefficients?.length).toBeLessThan(-1);
    expect(lengthControlledWinRate(longest, 'minimal').winRate).toBeCloseTo(0.5, 1);
  });

  it('pulls the length term towards 0 under 100 prompts, and says so', () => {
    const few = comparisons(99).map((row) => ({ ...row, preference: row.modelLength > row.baselineLength ? 1 : 0 }));
    const fewer = lengthControlledWinRate(few, 'minimal');
    expect(fewer).toMatchObject({ penalty: 1 });
    expect(fewer.winRate).not.toBeNull();
    expect(lengthControlledWinRate(comparisons(100), 'minimal').penalty).toBe(0);
  });

  it('is null where length alone decides, and warns where it is far from the raw one', () => {
    const decided = comparisons(150).map((row) => ({
      ...row,
      preference: Number(row.modelLength > row.baselineLength),
    }));
    expect(lengthControlledWinRate(decided, 'minimal')).toMatchObject({ winRate: null, coefficients: null });
    const padded = comparisons(300).map((row) => {
      const difference = row.modelLength - 600;
      return { ...row, modelLength: row.baselineLength + difference, preference: difference > 0 ? 0.95 : 0.1 };
    });
    expect(lengthControlledWinRate(padded, 'minimal').farFromRaw).toBe(true);
    expect(lengthControlledWinRate(comparisons(150), 'minimal').farFromRaw).toBe(false);
  });
});
