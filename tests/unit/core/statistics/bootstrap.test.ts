import { createRandom } from '../../../../src/core/random';
import { average } from '../../../../src/core/statistics/average';
import { bootstrapInterval, pairedBootstrap } from '../../../../src/core/statistics/bootstrap';

const random = (seed = 1) => createRandom(seed);
const halves = Array.from({ length: 100 }, (_, index) => index % 2);

describe('bootstrapInterval', () => {
  it('repeats for a seed', () => {
    const interval = bootstrapInterval(halves, average, { random: random() });
    expect(bootstrapInterval(halves, average, { random: random() })).toEqual(interval);
    expect(bootstrapInterval(halves, average, { random: random(2), resamples: 50 })).not.toEqual(interval);
  });

  it('is near the normal interval of a share: 0.5 +- 1.96 * 0.05', () => {
    const { estimate, low, high } = bootstrapInterval(halves, average, { random: random(), resamples: 4000 }) ?? {};
    expect(estimate).toBe(0.5);
    expect(Math.abs((low ?? 0) - 0.402)).toBeLessThan(0.015);
    expect(Math.abs((high ?? 0) - 0.598)).toBeLessThan(0.015);
  });

  it('is narrower for less confidence', () => {
    const at = (confidence: number) => bootstrapInterval(halves, average, { random: random(), confidence });
    expect(at(0.5)?.low).toBeGreaterThan(at(0.95)?.low ?? 1);
  });

  it('has no width for equal items and no value for none', () => {
    expect(bootstrapInterval([3, 3], average, { random: random() })).toEqual({ estimate: 3, low: 3, high: 3 });
    expect(bootstrapInterval([], average, { random: random() })).toBeNull();
  });

  it('leaves out resamples for which the statistic is undefined', () => {
    const meanOfPositive = (sample: readonly number[]) => average(sample.filter((value) => value > 0));
    expect(bootstrapInterval([0, 5], meanOfPositive, { random: random() })).toEqual({ estimate: 5, low: 5, high: 5 });
  });
});

describe('pairedBootstrap', () => {
  it('sees a small steady gain that two separate intervals would not', () => {
    const current = Array.from({ length: 40 }, (_, index) => index);
    const proposed = current.map((value) => value + 0.5);
    expect(pairedBootstrap(current, proposed, { random: random() })).toEqual({ estimate: 0.5, low: 0.5, high: 0.5 });
  });

  it('covers 0 when gains and losses balance', () => {
    const interval = pairedBootstrap(halves, halves.toReversed(), { random: random() });
    expect(interval?.estimate).toBe(0);
    expect(interval?.low).toBeLessThan(0);
    expect(interval?.high).toBeGreaterThan(0);
  });

  it('refuses lists that are not paired', () => {
    expect(() => pairedBootstrap([1], [1, 2], { random: random() })).toThrow('one length, got 1 and 2');
  });
});
