import { MockActivityEnvironment } from '@temporalio/testing';
import { withinAttempt } from '../../../src/activities/labelling/within-attempt';

const HEARTBEAT_MS = 5_000;

const handedOut = (agoMs: number) =>
  new MockActivityEnvironment({
    currentAttemptScheduledTimestampMs: Date.now() - agoMs,
    heartbeatTimeoutMs: HEARTBEAT_MS,
  });

const begun = jest.fn(async () => 'done');
beforeEach(() => begun.mockClear());

test('begins at once when it was handed out just now', async () => {
  const environment = handedOut(0);
  const heartbeats = jest.fn();
  environment.on('heartbeat', heartbeats);
  await expect(environment.run(() => withinAttempt(begun))).resolves.toBe('done');
  expect(heartbeats).not.toHaveBeenCalled();
});

test('makes no call where its worker was away since it was handed out and the server says that it is dead', async () => {
  const environment = handedOut(2 * HEARTBEAT_MS);
  environment.on('heartbeat', () => environment.cancel('NOT_FOUND'));
  await expect(environment.run(() => withinAttempt(begun))).rejects.toThrow('aborted');
  expect(begun).not.toHaveBeenCalled();
});

test('goes on where its worker was away and the server says nothing against it', async () => {
  await expect(handedOut(2 * HEARTBEAT_MS).run(() => withinAttempt(begun))).resolves.toBe('done');
});

test('makes no call that it was about to make when its process was stopped, although no timer has fired yet', async () => {
  const made = jest.fn();
  const work = handedOut(0).run(() =>
    withinAttempt(async ({ beforeCall }) => {
      const clock = jest.spyOn(performance, 'now').mockReturnValue(performance.now() + 2 * HEARTBEAT_MS);
      try {
        beforeCall();
      } finally {
        clock.mockRestore();
      }
      made();
    }),
  );
  await expect(work).rejects.toThrow('this worker was away for 10 s');
  expect(made).not.toHaveBeenCalled();
});
