export interface ChangeSignal {
  notify(): void;
  /** Resolves at the next `notify`, or after the time; a notification without a waiter is kept for the next one. */
  wait(timeoutMs: number): Promise<void>;
}

export function createChangeSignal(): ChangeSignal {
  let wake: (() => void) | undefined;
  let missed = false;
  return {
    notify() {
      if (wake) wake();
      else missed = true;
    },
    wait(timeoutMs) {
      if (missed) {
        missed = false;
        return Promise.resolve();
      }
      return new Promise((resolve) => {
        const done = (): void => {
          clearTimeout(timer);
          wake = undefined;
          resolve();
        };
        const timer = setTimeout(done, timeoutMs);
        // Watching alone must not keep a process alive that has closed everything else.
        timer.unref();
        wake = done;
      });
    },
  };
}
