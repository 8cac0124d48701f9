import { dirname } from 'node:path/posix';
import { ApplicationFailure } from '@temporalio/activity';
import { z } from 'zod';
import type { GateRecord } from '../core/gate/gate-record';
import type { IterationCounts } from '../core/iteration-counts';
import {
  MANIFEST_VERSION,
  RECORD_VERSION,
  type IterationManifest,
  type ListedModel,
  type Manifest,
  type PreparationManifest,
  type ServedRecord,
} from '../core/manifest';
import type { Artifact, ModelReference } from '../core/records';
import { trainedRowsSchema, trainingOutcomeSchema } from '../core/training/training-outcome';
import { srlmVersion } from '../core/version';
import { promptVersionsOf } from '../recipes/prompt-versions';
import type { Recipe } from '../recipes/recipe';
import { recipeDigest } from '../recipes/recipe-digest';
import type { ServedModel } from '../serving/served-model';
import type { ArtifactStore } from '../store/artifact-store';
import { filesOfIteration, filesOfPreparation } from '../store/manifest-files';
import { digestOfModelFiles, measureModel } from '../store/model-digest';
import { iterationLayout, runLayout } from '../store/run-layout';
import { resolveInStore } from '../store/store-path';
import type { ActivityDependencies } from './dependencies';
import type { OpenedIteration } from './opening';

type Deps = Pick<ActivityDependencies, 'store'>;

export interface WritePreparationManifestInput {
  recipe: Recipe;
  /** M_0, the SFT baseline and M_1. */
  models: ModelReference[];
  /** The same as they were served, each with its proof and fingerprint. */
  served: ServedModel[];
}

/** Names everything that the iterations stand on, for the audit. */
export async function writePreparationManifest(
  { store }: Deps,
  { recipe, models, served }: WritePreparationManifestInput,
): Promise<Artifact> {
  const layout = runLayout(recipe.run);
  const manifest: PreparationManifest = {
    kind: 'preparation',
    ...(await commonParts(store, recipe, models, served)),
    previous: null,
    files: await filesOfPreparation(
      store,
      recipe.run,
      models.map(({ name }) => name),
    ),
  };
  return store.writeJson(layout.manifest, manifest);
}

export interface WriteManifestInput {
  opened: OpenedIteration;
  /** The policy and the model made from it, as they were served. */
  served: ServedModel[];
  prompts: Artifact;
  responses: Artifact[];
  feedback: Artifact[];
  criticFeedback?: Artifact[][];
  pairs: Artifact;
  trainingRows: Artifact;
  /** The digest of the module that selected. */
  selector?: string;
  validationRows?: Artifact;
  rewardRows?: Artifact;
  counts: IterationCounts;
  gate?: GateRecord;
  model: ModelReference;
  /** What ppo was rewarded by. */
  rewardModel?: ModelReference;
  /** What was judged by, where the judge prompt evolves. */
  rubric?: { artifact: Artifact; version: string };
}

/** Names every input and output of an iteration by digest, for the audit. */
export async function writeManifest({ store }: Deps, input: WriteManifestInput): Promise<Artifact> {
  const { opened, prompts, responses, feedback, criticFeedback = [], pairs, trainingRows, model, rewardModel } = input;
  const { selector, rubric } = input;
  const validated = input.validationRows ? { validationRows: input.validationRows } : {};
  const compared = input.rewardRows ? { rewardRows: input.rewardRows } : {};
  const { recipe, iteration, attempt } = opened;
  // The reward model is the preparation's, unless the iteration trained one.
  const ownRewardModel = rewardModel && rewardModel.name !== opened.rewardModel?.name ? [rewardModel] : [];
  const made = [...ownRewardModel, model];
  const manifest: IterationManifest = {
    kind: 'iteration',
    ...(await commonParts(store, recipe, made, input.served)),
    ...asScheduled(opened.scheduled ?? recipe, rubric),
    iteration,
    attempt,
    previous: (await store.find(previousManifest(opened))) ?? null,
    redoes: attempt === 1 ? null : await leftByRejected(store, recipe.run, iteration, attempt - 1),
    inputs: {
      models: opened.models,
      previousModel: opened.previousModel ?? null,
      ...(rewardModel ? { rewardModel } : {}),
      ...(selector === undefined ? {} : { selector }),
      seedFiles: opened.seedFiles,
      earlier: opened.earlier,
      ...(rubric && opened.rubric ? { rubric: opened.rubric } : {}),
    },
    outputs: {
      prompts,
      responses,
      feedback,
      criticFeedback,
      pairs,
      trainingRows,
      ...validated,
      ...compared,
      ...(rubric ? { rubric: rubric.artifact } : {}),
      model,
    },
    counts: { ...input.counts },
    ...(input.gate ? { gate: input.gate } : {}),
    files: await filesOfIteration(store, recipe.run, { iteration, attempt, makes: made.map(({ name }) => name) }),
  };
  return store.writeJson(iterationLayout(recipe.run, iteration, attempt).manifest, manifest);
}

async function commonParts(store: ArtifactStore, recipe: Recipe, models: ModelReference[], served: ServedModel[]) {
  const { run, method, seed } = recipe;
  const file = await store.find(runLayout(run).recipe);
  if (!file) throw ApplicationFailure.nonRetryable(`the recipe of run "${run}" is no longer in the store`, 'NotReady');
  const trainings = await readTrainings(store, run, models);
  return {
    version: MANIFEST_VERSION,
    recordVersion: RECORD_VERSION,
    run,
    method,
    recipe: { digest: recipeDigest(await store.readText(file)), file },
    seed,
    ...asScheduled(recipe),
    engines: { srlm: srlmVersion, node: process.version, training: trainings.engines },
    trained: trainings.rows,
    served: served.map(servedRecord),
    models: await Promise.all(models.map((model) => listed(store, model))),
  } satisfies Partial<Manifest>;
}

/** What a schedule may change from one iteration to the next. */
function asScheduled(recipe: Recipe, rubric?: Parameters<typeof promptVersionsOf>[1]) {
  const { initFrom, dpoReference, pairPool } = recipe;
  return { switches: { initFrom, dpoReference, pairPool }, promptVersions: promptVersionsOf(recipe, rubric) };
}

async function listed(store: ArtifactStore, model: ModelReference): Promise<ListedModel> {
  const files = await measureModel(resolveInStore(store.root, model.path));
  const actual = digestOfModelFiles(files);
  if (actual === model.digest) return { ...model, files };
  throw ApplicationFailure.nonRetryable(
    `the folder of ${model.name} (${model.path}) was changed: expected ${model.digest}, found ${actual}`,
    'CorruptModel',
  );
}

/** Without addresses, which say where a run was done and not what it is. */
function servedRecord({ digest, servedName, proof, fingerprint, engine }: ServedModel): ServedRecord {
  return { digest, servedName, proof, fingerprint: fingerprint ?? null, engine: engine ?? null };
}

const trainingSchema = z.object({
  engines: z.record(z.string(), z.string()).default({}),
  outcome: trainingOutcomeSchema.optional(),
  metrics: trainedRowsSchema.omit({ outcome: true }).strip(),
});

/** What trained each model, and how that ended. */
async function readTrainings(store: ArtifactStore, run: string, models: ModelReference[]) {
  const engines: Manifest['engines']['training'] = {};
  const rows: Manifest['trained'] = {};
  for (const { name } of models) {
    const artifact = await store.find(runLayout(run).training(name));
    if (!artifact) continue;
    const training = trainingSchema.parse(JSON.parse(await store.readText(artifact)));
    engines[name] = training.engines;
    if (training.outcome) rows[name] = { outcome: training.outcome, ...training.metrics };
  }
  return { engines, rows };
}

/** That of the iteration whose pairs are the newest of the earlier ones, or of the preparation. */
function previousManifest({ recipe, earlier }: OpenedIteration): string {
  const newest = earlier.pairs.at(-1);
  return newest ? `${dirname(newest.path)}/manifest.json` : runLayout(recipe.run).manifest;
}

async function leftByRejected(store: ArtifactStore, run: string, iteration: number, attempt: number) {
  const { manifest, rejection } = iterationLayout(run, iteration, attempt);
  const left = await Promise.all([manifest, rejection].map((path) => store.find(path)));
  return left.flatMap((artifact) => artifact ?? []);
}
