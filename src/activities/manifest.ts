import type { Artifact } from '../core/records';
import { judgePromptVersion } from '../core/judging/additive-prompt';
import { comparisonPromptVersion } from '../core/judging/pairwise-prompt';
import { digestOf } from '../core/digest';
import type { IterationCounts, ModelStatus } from '../workflows/status';
import type { ServedModel } from '../serving/served-model';
import { iterationLayout, runLayout } from '../store/run-layout';
import type { ActivityDependencies } from './dependencies';
import type { OpenedIteration } from './opening';

export interface WriteManifestInput {
  opened: OpenedIteration;
  /** The policy as it was served, with its proof and fingerprint. */
  served: ServedModel;
  prompts: Artifact;
  responses: Artifact[];
  feedback: Artifact[];
  pairs: Artifact;
  trainingRows: Artifact;
  counts: IterationCounts;
  model: ModelStatus;
}

/** The version of the record schemas of core/records.ts. */
const RECORD_VERSION = 1;

/** Names every input and output of an iteration by digest, for the audit. */
export async function writeManifest({ store }: ActivityDependencies, input: WriteManifestInput): Promise<Artifact> {
  const { recipe, iteration, attempt, models, seedFiles } = input.opened;
  const { initFrom, dpoReference, pairPool } = recipe;
  const manifest = {
    version: RECORD_VERSION,
    run: recipe.run,
    method: recipe.method,
    iteration,
    attempt,
    recipe: await store.find(runLayout(recipe.run).recipe),
    resolvedRecipe: digestOf(recipe),
    promptVersions: { judge: judgePromptVersion, comparison: comparisonPromptVersion },
    switches: { initFrom, dpoReference, pairPool },
    inputs: { models, seedFiles, earlier: input.opened.earlier },
    served: input.served,
    outputs: {
      prompts: input.prompts,
      responses: input.responses,
      feedback: input.feedback,
      pairs: input.pairs,
      trainingRows: input.trainingRows,
      model: input.model.model,
    },
    counts: input.counts,
    evaluation: input.model.evaluation,
    comparisons: input.model.comparisons,
  };
  return store.writeText(
    iterationLayout(recipe.run, iteration, attempt).manifest,
    `${JSON.stringify(manifest, null, 2)}\n`,
  );
}
