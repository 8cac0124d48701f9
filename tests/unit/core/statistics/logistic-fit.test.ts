import { sigmoid } from '../../../../src/core/statistics/bernoulli';
import { dot, fitLogistic, type LogisticRow } from '../../../../src/core/statistics/logistic-fit';

const group = (x: readonly number[], successes: number, failures: number): LogisticRow[] => [
  { x, y: 1, weight: successes },
  { x, y: 0, weight: failures },
];

describe('fitLogistic (methods section 15)', () => {
  it('has the closed form of two groups: each has the log-odds of its own counts', () => {
    const fitted = fitLogistic([...group([0, 1], 3, 1), ...group([1, 1], 2, 8)], [0, 0]);
    expect(fitted?.[1]).toBeCloseTo(Math.log(3), 10);
    expect(fitted?.[0]).toBeCloseTo(Math.log(2 / 8) - Math.log(3), 10);
  });

  it('takes a soft label for as much of a success and of a failure', () => {
    const soft: LogisticRow[] = [0.1, 0.7, 0.4, 0.9].map((y, index) => ({ x: [index - 1.5, 1], y, weight: index + 1 }));
    const split = soft.flatMap(({ x, y, weight = 1 }) => group(x, weight * y, weight * (1 - y)));
    const [one, other] = [fitLogistic(soft, [0, 0]), fitLogistic(split, [0, 0])];
    for (const [index, value] of (one ?? [Number.NaN]).entries()) expect(other?.[index]).toBeCloseTo(value, 9);
  });

  it('solves the penalised score equations', () => {
    const rows: LogisticRow[] = [5, -3, 2, 8, -7, 1].map((value, index) => ({
      x: [value, 1],
      y: index % 2,
      weight: 0.5,
    }));
    const fitted = fitLogistic(rows, [0.3, 0]) ?? [];
    const score = (column: number) =>
      rows.reduce((sum, { x, y, weight = 1 }) => sum + weight * (y - sigmoid(dot(x, fitted))) * (x[column] ?? 0), 0);
    expect(score(0)).toBeCloseTo(0.3 * (fitted[0] ?? Number.NaN), 9);
    expect(score(1)).toBeCloseTo(0, 9);
  });

  it('gives 0 to a column of zeros', () => {
    const [zero, constant] = fitLogistic(group([0, 1], 3, 1), [0, 0]) ?? [];
    expect(zero).toBe(0);
    expect(constant).toBeCloseTo(Math.log(3), 10);
  });

  it('is null where nothing finite is most likely, unless a penalty holds it', () => {
    const separated = [-2, -1, 1, 2].map((value) => ({ x: [value, 1], y: Number(value > 0) }));
    expect(fitLogistic(separated, [0, 0])).toBeNull();
    expect(fitLogistic(group([1], 4, 0), [0])).toBeNull();
    expect(fitLogistic(separated, [1, 0])?.[0]).toBeGreaterThan(1);
  });

  it('is null where two columns say the same', () => {
    expect(fitLogistic([...group([1, 2], 3, 1), ...group([2, 4], 2, 8)], [0, 0])).toBeNull();
  });
});
