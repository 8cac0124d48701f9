import { afterCanaryFailure, afterFailure, afterSuccess, type Breaker } from '../../../src/pool/breaker';

const options = { failures: 3, openMs: 5_000 };
const closed = (failures: number): Breaker => ({ state: 'closed', failures });

test('failures in a row open a closed breaker, and a success starts the count again', () => {
  const twice = afterFailure(afterFailure(closed(0), options, 100), options, 100);
  expect(twice).toEqual(closed(2));
  expect(afterFailure(twice, options, 100)).toEqual({ state: 'open', failures: 3, untilMs: 5_100 });
  expect(afterSuccess(twice)).toEqual(closed(0));
});

test.each<Breaker>([
  { state: 'unproven', failures: 0 },
  { state: 'open', failures: 3, untilMs: 5_100 },
  { state: 'half-open', failures: 3 },
])('calls that were in flight before change nothing when it is $state', (breaker) => {
  expect(afterSuccess(breaker)).toBe(breaker);
  expect(afterFailure(breaker, options, 9_000)).toBe(breaker);
});

test.each<[Breaker, number]>([
  [{ state: 'unproven', failures: 0 }, 1],
  [{ state: 'half-open', failures: 3 }, 4],
])('one failed canary opens %j', (breaker, failures) => {
  expect(afterCanaryFailure(breaker, options, 100)).toEqual({ state: 'open', failures, untilMs: 5_100 });
});
