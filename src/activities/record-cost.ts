import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import type { CallCost } from '../core/cost-record';
import type { ArtifactStore } from '../store/artifact-store';
import { costPath } from '../store/run-layout';

/** Measures from now on what it costs to make a file of a run. */
export function startCost(store: ArtifactStore, output: string) {
  const startedAt = new Date().toISOString();
  const started = performance.now();
  return {
    /** Keeps it under a name of its own: attempts may overlap, and each costs what it costs. */
    record: (calls: CallCost | null): Promise<unknown> =>
      store.writeJson(costPath(output, randomUUID()), {
        startedAt,
        seconds: rounded((performance.now() - started) / 1000),
        calls: calls && { ...calls, seconds: rounded(calls.seconds) },
      }),
  };
}

function rounded(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}
