import { createThroughput } from '../../../../src/cli/view/throughput';
import { anActivity } from './a-run-view';

const at = (id: string, made: number, attempt = 1) =>
  anActivity({ id, attempt, calls: { made, recalled: 0, quarantined: 0, retried: {}, tokens: 10 * made } });

it('counts what is made between looks, of all activities, new attempts and those that came later', () => {
  const throughput = createThroughput();
  expect(throughput({ activities: [at('1', 500)] }, 0)).toBeNull();
  expect(throughput({ activities: [at('1', 520)] }, 10_000)).toEqual({ callsPerSecond: 2, tokensPerSecond: 20 });
  throughput({ activities: [at('1', 520), at('2', 0), at('1', 0, 2)] }, 15_000);
  // 20 of before, 30 and 10 more in 20 seconds.
  expect(throughput({ activities: [at('2', 30), at('1', 10, 2)] }, 20_000)?.callsPerSecond).toBe(3);
});

it('forgets what was long ago, and knows nothing while nothing is made', () => {
  const throughput = createThroughput();
  throughput({ activities: [at('1', 0)] }, 0);
  throughput({ activities: [at('1', 900)] }, 1000);
  expect(throughput({ activities: [at('1', 900)] }, 60_000)).toBeNull();
});
