import { openSync, writeSync } from 'node:fs';

/** One JSON line an event, written at once: what a killed process wrote stays, and nothing is out of order. */
export function openEngineLog(path, port) {
  const file = openSync(path, 'a');
  return {
    write: (entry) =>
      writeSync(file, `${JSON.stringify({ at: performance.timeOrigin + performance.now(), port, ...entry })}\n`),
  };
}
