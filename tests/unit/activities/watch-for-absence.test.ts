import { watchForAbsence } from '../../../src/activities/labelling/watch-for-absence';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

test('tells of an absence that is longer than a heartbeat may be late, and how long it was', () => {
  const returned = jest.fn<void, [number]>();
  const watch = watchForAbsence(5_000, returned);
  jest.advanceTimersByTime(10_000);
  expect(returned).not.toHaveBeenCalled();
  // Time passes but no timer fires, as when the process is stopped.
  const awake = performance.now();
  const clock = jest.spyOn(performance, 'now').mockReturnValue(awake + 8_000);
  jest.advanceTimersToNextTimer();
  expect(returned).toHaveBeenCalledWith(8_000);
  clock.mockRestore();
  watch.end();
});

test('looks no more once the watch has ended', () => {
  watchForAbsence(5_000, () => undefined).end();
  expect(jest.getTimerCount()).toBe(0);
});
