import { jsonLines } from '../core/json-text';
import { trainingStepSchema, type TrainingStep } from '../core/training/training-step';
import type { ArtifactStore } from '../store/artifact-store';
import { runLayout } from '../store/run-layout';
import type { TrainingDependencies } from './training';

/** Keeps what the trainer measured at each step, for the report. A step that was repeated after a kill counts once. */
export async function keepTrainingLog(
  { store, trainer }: TrainingDependencies,
  job: string,
  path: string,
): Promise<void> {
  const steps = new Map<number, TrainingStep>();
  for (let after = 0; ;) {
    const events = await trainer.events(job, after);
    const last = events.at(-1);
    if (!last || last.seq <= after) break;
    for (const event of events) {
      if (event.kind !== 'progress') continue;
      const step = trainingStepSchema.parse(event);
      steps.set(step.step, step);
    }
    after = last.seq;
  }
  const inOrder = [...steps.values()].toSorted((a, b) => a.step - b.step);
  if (inOrder.length > 0) await store.replaceText(path, jsonLines(inOrder));
}

/** A model that another run trained brings its log with it, where that is still there. */
export async function copyTrainingLog(
  store: ArtifactStore,
  name: string,
  { from, to }: { from: string | undefined; to: string },
): Promise<void> {
  const log = from === undefined ? undefined : await store.find(runLayout(from).trainingLog(name));
  if (log) await store.replaceText(runLayout(to).trainingLog(name), await store.readText(log));
}
