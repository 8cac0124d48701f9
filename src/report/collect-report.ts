import { z } from 'zod';
import { recipeSchema } from '../recipes/recipe';
import type { ArtifactStore } from '../store/artifact-store';
import { runLayout } from '../store/run-layout';
import { collectCosts } from './collect/collect-costs';
import { collectIterations } from './collect/collect-iterations';
import { collectModels } from './collect/collect-models';
import type { BrowsedPair } from './collect/collect-pairs';
import { collectVerdicts } from './collect/collect-verdicts';
import { storedJson } from './collect/stored-json';
import type { StageCost } from './data/cost-data';
import type { ReportData } from './report-data';

/** Lenient: a report of a run of an earlier version still opens. */
const storedRecipeSchema = z.looseObject({
  method: z.string(),
  baseModel: z.string(),
  iterations: z.int().min(0),
  seed: z.int().default(0),
  labelling: z.looseObject({ shardSize: z.int().min(1) }),
});

/** What a report is made of: the numbers, and the pairs that its page carries. */
export interface CollectedReport {
  data: ReportData;
  pairs: BrowsedPair[];
}

export interface CollectOptions {
  writtenAt?: Date;
  /** What stages cost, where it is known already: it is observed, and more may have been observed since. */
  costs?: StageCost[];
}

/**
 * Everything that the report shows, read from the store alone. A run that is under way gives what is there.
 * @throws when the store has no such run.
 */
export async function collectReport(
  store: ArtifactStore,
  run: string,
  { writtenAt = new Date(), costs }: CollectOptions = {},
): Promise<CollectedReport> {
  const path = runLayout(run).recipe;
  const recipe = await storedJson(store, path, storedRecipeSchema);
  if (!recipe)
    throw new Error(`${path} does not exist: the store has no run "${run}"; start it first, or look at another store`);
  const models = await collectModels(store, run);
  const { iterations, pairs } = await collectIterations(store, {
    run,
    shardSize: recipe.labelling.shardSize,
    models,
    recipe: recipeSchema.safeParse(recipe).data,
  });
  const data: ReportData = {
    version: 2,
    run,
    method: recipe.method,
    baseModel: recipe.baseModel,
    iterationsPlanned: recipe.iterations,
    writtenAt: writtenAt.toISOString(),
    verdicts: await collectVerdicts(store, { run, seed: recipe.seed, models }),
    models,
    iterations,
    costs: costs ?? (await collectCosts(store, run, models)),
    recipe,
  };
  return { data, pairs };
}
