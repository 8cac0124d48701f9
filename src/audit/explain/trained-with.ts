import { z } from 'zod';
import type { ModelReference, PairRecord } from '../../core/records';
import type { ArtifactStore } from '../../store/artifact-store';
import { runLayout } from '../../store/run-layout';
import { storedJson } from '../stored-json';

/** A job that learned from the pair, or chose its best checkpoint by it. */
export interface Training {
  use: 'learned' | 'validated';
  model: string;
  digest: string;
  job: string;
  /** File and line of the training row. */
  place: string;
}

const dataset = z.looseObject({ path: z.string() });
const trainingSchema = z.looseObject({
  job: z.string(),
  specification: z.looseObject({ dataset, validation: z.looseObject({ dataset }).optional() }),
});
const text = z.string().optional();
/** A loss that knows no chosen side has the two as first and second. */
const rowSchema = z.looseObject({ id: z.string(), chosen: text, rejected: text, first: text, second: text });

/** Pairs of earlier iterations may be trained on again, so that every model's rows are looked through. */
export async function trainedWith(
  store: ArtifactStore,
  run: string,
  pair: PairRecord,
  models: readonly ModelReference[],
): Promise<Training[]> {
  const trainings: Training[] = [];
  for (const { name, digest, madeBy } of models) {
    if (madeBy === 'import' || madeBy === 'sft') continue;
    const training = await storedJson(store, runLayout(run).training(name), trainingSchema);
    if (training.kind !== 'read') continue;
    const { job, specification } = training.value;
    const files = { learned: specification.dataset.path, validated: specification.validation?.dataset.path };
    for (const use of ['learned', 'validated'] as const) {
      const path = files[use];
      const rows = path === undefined ? undefined : await store.find(path);
      const line = rows ? (await store.readRows(rows, rowSchema)).findIndex((row) => isOf(row, pair)) : -1;
      if (line >= 0) trainings.push({ use, model: name, digest, job, place: `${path}:${line + 1}` });
    }
  }
  return trainings;
}

function isOf(row: z.infer<typeof rowSchema>, { id, chosen, rejected }: PairRecord): boolean {
  return row.id === id && (row.chosen ?? row.first) === chosen && (row.rejected ?? row.second) === rejected;
}
