/** Who is to be told of the abort of a signal. */
const listeners = new WeakMap<AbortSignal, Set<() => void>>();

/**
 * Calls back when the signal aborts; returns what takes that back. Hundreds of calls share the signal of one job, and
 * Node warns of a leak from the eleventh listener on, so that all of them share one.
 */
export function onAbort(signal: AbortSignal, callback: () => void): () => void {
  const told = listeners.get(signal) ?? startListening(signal);
  told.add(callback);
  return () => {
    told.delete(callback);
    if (told.size > 0 || listeners.get(signal) !== told) return;
    listeners.delete(signal);
    signal.removeEventListener('abort', tellAll);
  };
}

function startListening(signal: AbortSignal): Set<() => void> {
  const told = new Set<() => void>();
  listeners.set(signal, told);
  signal.addEventListener('abort', tellAll, { once: true });
  return told;
}

function tellAll(this: AbortSignal): void {
  const told = listeners.get(this);
  listeners.delete(this);
  for (const callback of told ?? []) callback();
}
