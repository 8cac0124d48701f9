const LOOK_EVERY_MS = 250;

/**
 * Calls back when this process comes back from having been stopped, or starved, for longer than `longestMs`: by then its
 * attempt counts as dead, another one has taken its work over, and what it did next would be done twice. Returns what
 * ends the watch.
 */
export function watchForAbsence(longestMs: number, onReturn: (awayMs: number) => void): () => void {
  let last = performance.now();
  // Timers come before everything that arrived in the meantime, so that no call is made before the look.
  const timer = setInterval(() => {
    const now = performance.now();
    const away = now - last;
    last = now;
    if (away > longestMs) onReturn(away);
  }, LOOK_EVERY_MS);
  return () => clearInterval(timer);
}
