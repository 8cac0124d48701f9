import { z } from 'zod';
import type { ArtifactStore } from '../store/artifact-store';
import { runLayout } from '../store/run-layout';
import { collectIterations } from './collect/collect-iterations';
import { collectModels } from './collect/collect-models';
import { storedJson } from './collect/stored-json';
import type { ReportData } from './report-data';

/** Lenient: a report of a run of an earlier version still opens. */
const storedRecipeSchema = z.looseObject({
  method: z.string(),
  baseModel: z.string(),
  iterations: z.int().min(0),
  labelling: z.looseObject({ shardSize: z.int().min(1) }),
});

/**
 * Everything that the report shows, read from the store alone. A run that is under way gives what is there.
 * @throws when the store has no such run.
 */
export async function collectReport(store: ArtifactStore, run: string, writtenAt = new Date()): Promise<ReportData> {
  const path = runLayout(run).recipe;
  const recipe = await storedJson(store, path, storedRecipeSchema);
  if (!recipe)
    throw new Error(`${path} does not exist: the store has no run "${run}"; start it first, or look at another store`);
  const models = await collectModels(store, run);
  return {
    version: 1,
    run,
    method: recipe.method,
    baseModel: recipe.baseModel,
    iterationsPlanned: recipe.iterations,
    writtenAt: writtenAt.toISOString(),
    models,
    iterations: await collectIterations(store, { run, shardSize: recipe.labelling.shardSize, models }),
    recipe,
  };
}
