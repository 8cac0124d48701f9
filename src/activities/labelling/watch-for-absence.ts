const LOOK_EVERY_MS = 250;

export interface AbsenceWatch {
  /** Looks at once: what a process was about to do when it was stopped comes before its timers. */
  look: () => void;
  end: () => void;
}

/**
 * Calls back when this process comes back from having been stopped, or starved, for longer than `longestMs`: by then its
 * attempt counts as dead, another one has taken its work over, and what it did next would be done twice.
 */
export function watchForAbsence(longestMs: number, onReturn: (awayMs: number) => void): AbsenceWatch {
  let last = performance.now();
  const look = () => {
    const now = performance.now();
    const away = now - last;
    last = now;
    if (away > longestMs) onReturn(away);
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  return { look, end: () => clearInterval(timer) };
}
