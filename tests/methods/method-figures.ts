import { z } from 'zod';
import { modelReferenceSchema } from '../../src/core/records';
import type { ArtifactStore } from '../../src/store/artifact-store';
import { iterationLayout, runLayout } from '../../src/store/run-layout';

/** What one iteration of a run came to. */
export interface IterationFigures {
  iteration: number;
  prompts: number;
  responses: number;
  /** Recorded calls by the stage that made them. */
  calls: Record<string, number>;
  pairs: number;
  rows: number;
  discarded: Record<string, number>;
  loss: number;
  digest: string;
}

const selectionSchema = z.looseObject({ discarded: z.record(z.string(), z.number()) });
const trainingSchema = z.looseObject({ metrics: z.looseObject({ loss: z.number() }) });

/** Reads what an iteration left in the store. */
export async function figuresOf(store: ArtifactStore, run: string, iteration: number): Promise<IterationFigures> {
  const layout = iterationLayout(run, iteration, 1);
  const makes = `M${iteration + 1}`;
  const read = async <Schema extends z.ZodType>(path: string, schema: Schema) => {
    const artifact = await store.find(path);
    if (!artifact) throw new Error(`${path} is missing`);
    return schema.parse(JSON.parse(await store.readText(artifact)));
  };
  const rowsOf = async (path: string) => (await store.find(path))?.rows ?? 0;
  const files = await store.list(layout.root);
  const calls: Record<string, number> = {};
  for (const path of files.filter((name) => name.includes('/calls/'))) {
    const stage = path.replace(/^.*\/calls\/|(-shard-\d+)?\.jsonl$/g, '');
    calls[stage] = (calls[stage] ?? 0) + (await rowsOf(path));
  }
  let responses = 0;
  for (const path of files.filter((name) => name.includes('/responses/'))) responses += await rowsOf(path);
  const reference = await read(runLayout(run).modelReference(makes), modelReferenceSchema);
  return {
    iteration,
    prompts: await rowsOf(layout.prompts),
    responses,
    calls,
    pairs: await rowsOf(layout.pairs),
    rows: await rowsOf(layout.trainingRows),
    discarded: (await read(layout.selection, selectionSchema)).discarded,
    loss: (await read(runLayout(run).training(makes), trainingSchema)).metrics.loss,
    digest: reference.digest,
  };
}

/** One line for a person. */
export function describeFigures(method: string, figures: IterationFigures): string {
  const list = (counts: Record<string, number>) =>
    Object.entries(counts)
      .filter(([, count]) => count > 0)
      .map(([name, count]) => `${name} ${count}`)
      .join(', ') || 'none';
  const { iteration, prompts, responses, calls, pairs, rows, discarded, loss, digest } = figures;
  return (
    `${method} ${iteration}: ${prompts} prompts, ${responses} responses; calls: ${list(calls)}; ${pairs} pairs, ${rows} rows; ` +
    `dropped: ${list(discarded)}; loss ${loss.toFixed(4)}; ${digest.slice('sha256:'.length, 'sha256:'.length + 12)}`
  );
}
