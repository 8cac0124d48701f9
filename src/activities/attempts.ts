import type { ArtifactStore } from '../store/artifact-store';
import { attemptUnderWay, type AttemptUnderWay, type RejectionRecord } from '../store/rejections';
import { iterationLayout } from '../store/run-layout';

type Deps = { store: ArtifactStore };

/** Which attempt at an iteration is to be made or gone on with, also after a run is started again. */
export function findAttempt({ store }: Deps, input: { run: string; iteration: number }): Promise<AttemptUnderWay> {
  return attemptUnderWay(store, input.run, input.iteration);
}

/** Keeps that an attempt was rejected, and why, beside what it made. */
export async function recordRejection({ store }: Deps, input: RejectionRecord & { run: string }): Promise<void> {
  const { run, ...record } = input;
  const { rejection } = iterationLayout(run, record.iteration, record.attempt);
  await store.writeJson(rejection, record);
}
