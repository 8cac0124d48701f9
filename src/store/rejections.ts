import { z } from 'zod';
import type { ArtifactStore } from './artifact-store';
import { iterationLayout } from './run-layout';

/** Kept beside what a rejected attempt made, so that a run that is started again never builds on it. */
const rejectionRecordSchema = z.strictObject({
  iteration: z.int().min(1),
  attempt: z.int().min(1),
  reason: z.string(),
  action: z.enum(['redo', 'stop']),
});
export type RejectionRecord = z.infer<typeof rejectionRecordSchema>;

/** The attempt at an iteration that counts, and the rejected one that it redoes. */
export interface AttemptUnderWay {
  attempt: number;
  redoes: { attempt: number; reason: string } | null;
}

export async function findRejection(
  store: ArtifactStore,
  run: string,
  iteration: number,
  attempt: number,
): Promise<RejectionRecord | undefined> {
  const artifact = await store.find(iterationLayout(run, iteration, attempt).rejection);
  return artifact && rejectionRecordSchema.parse(JSON.parse(await store.readText(artifact)));
}

/** The first attempt that nobody rejected. */
export async function attemptUnderWay(store: ArtifactStore, run: string, iteration: number): Promise<AttemptUnderWay> {
  let found: AttemptUnderWay = { attempt: 1, redoes: null };
  for (;;) {
    const { attempt } = found;
    const rejection = await findRejection(store, run, iteration, attempt);
    if (!rejection) return found;
    found = { attempt: attempt + 1, redoes: { attempt, reason: rejection.reason } };
  }
}
