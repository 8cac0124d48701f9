import { ApplicationFailure } from '@temporalio/activity';
import type { Artifact, ModelReference } from '../core/records';
import { differingFields } from '../recipes/differing-fields';
import { recipeSchema, resolveRecipe, type Recipe } from '../recipes/recipe';
import type { ArtifactStore } from '../store/artifact-store';
import { iterationLayout, runLayout } from '../store/run-layout';
import type { ActivityDependencies } from './dependencies';
import { findModel } from './models';

/**
 * Resolves what a person typed into a recipe and keeps it for the run. It happens here and not in the workflow, so that
 * the resolved recipe is in the history and a later version with other defaults still replays. A run that exists keeps
 * its recipe: only `iterations` may change, and fields that are not typed again are taken from it.
 */
export async function openRun({ store }: Pick<ActivityDependencies, 'store'>, input: unknown): Promise<Recipe> {
  const typed = resolveRecipe(input);
  const stored = await findRecipe(store, typed.run);
  if (!stored) {
    const artifact = await store.writeJson(runLayout(typed.run).recipe, typed);
    const written = recipeSchema.parse(JSON.parse(await store.readText(artifact)));
    return sameRecipe(written, typed);
  }
  return sameRecipe(stored, resolveRecipe({ ...stored, ...asObject(input) }));
}

function sameRecipe(stored: Recipe, typed: Recipe): Recipe {
  const different = differingFields(stored, { ...typed, iterations: stored.iterations });
  if (different.length === 0) return typed;
  const lines = different.map(({ path, before, after }) => `- ${path}: ${before} in the run, ${after} now`);
  throw ApplicationFailure.nonRetryable(
    [
      `Run "${typed.run}" exists with another recipe; choose another name, or leave these fields as they are:`,
      ...lines,
    ].join('\n'),
    'RunExists',
  );
}

function asObject(input: unknown): object {
  return typeof input === 'object' && input !== null ? input : {};
}

async function findRecipe(store: ArtifactStore, run: string): Promise<Recipe | undefined> {
  const artifact = await store.find(runLayout(run).recipe);
  return artifact && recipeSchema.parse(JSON.parse(await store.readText(artifact)));
}

export interface OpenIterationInput {
  run: string;
  /** Left out: the next iteration, which uses the newest model. */
  iteration?: number | undefined;
  attempt?: number | undefined;
}

export interface OpenedIteration {
  recipe: Recipe;
  iteration: number;
  attempt: number;
  /** The name of the model that this iteration makes. */
  makes: string;
  models: { base: ModelReference; baseline: ModelReference; anchor: ModelReference; policy: ModelReference };
  seedFiles: { ift: Artifact; heldOut: Artifact; prompts: Artifact };
  /** Prompts and pairs of the iterations before this one, oldest first. */
  earlier: { prompts: Artifact[]; pairs: Artifact[] };
}

/** Finds what an iteration stands on, so that it can also be started alone. @throws when an earlier model is missing. */
export async function openIteration(
  { store }: Pick<ActivityDependencies, 'store'>,
  input: OpenIterationInput,
): Promise<OpenedIteration> {
  const { run } = input;
  const recipe = await findRecipe(store, run);
  if (!recipe) throw notReady(`run "${run}" does not exist; start it with selfRewardingRun first`);
  const iteration = input.iteration ?? (await newestModelIndex(store, run));
  const attempt = input.attempt ?? 1;
  const needed = async (name: string) => {
    const model = await findLatestModel(store, run, name);
    if (!model)
      throw notReady(`model ${name} of run "${run}" does not exist yet; iteration ${iteration} starts from it`);
    return model;
  };
  const seedFile = async (name: 'ift.jsonl' | 'held-out.jsonl' | 'prompts.jsonl') => {
    const artifact = await store.find(runLayout(run).seed(name));
    if (!artifact) throw notReady(`seed file ${name} of run "${run}" does not exist yet`);
    return artifact;
  };
  return {
    recipe,
    iteration,
    attempt,
    makes: attempt === 1 ? `M${iteration + 1}` : `M${iteration + 1}.${attempt}`,
    models: {
      base: await needed('M0'),
      baseline: await needed('sft'),
      anchor: await needed('M1'),
      policy: await needed(`M${iteration}`),
    },
    seedFiles: {
      ift: await seedFile('ift.jsonl'),
      heldOut: await seedFile('held-out.jsonl'),
      prompts: await seedFile('prompts.jsonl'),
    },
    earlier: await earlierOf(store, run, iteration),
  };
}

function notReady(message: string): ApplicationFailure {
  return ApplicationFailure.nonRetryable(message, 'NotReady');
}

/** The index of the newest of M1, M2, ...; 1 before any is made, so that the message names M1 as what is missing. */
async function newestModelIndex(store: ArtifactStore, run: string): Promise<number> {
  let index = 1;
  while (await findModel(store, run, `M${index + 1}`)) index += 1;
  return index;
}

/** A redone iteration makes M2.2, M2.3, ...; the latest is the one that was not rejected. */
async function findLatestModel(store: ArtifactStore, run: string, name: string): Promise<ModelReference | undefined> {
  let latest = await findModel(store, run, name);
  for (let attempt = 2; latest; attempt += 1) {
    const later = await findModel(store, run, `${name}.${attempt}`);
    if (!later) break;
    latest = later;
  }
  return latest;
}

async function earlierOf(store: ArtifactStore, run: string, iteration: number): Promise<OpenedIteration['earlier']> {
  const earlier: OpenedIteration['earlier'] = { prompts: [], pairs: [] };
  for (let past = 1; past < iteration; past += 1) {
    const accepted = await findLatestModel(store, run, `M${past + 1}`);
    const layout = iterationLayout(run, past, Number(accepted?.name.split('.')[1] ?? 1));
    const [prompts, pairs] = [await store.find(layout.prompts), await store.find(layout.pairs)];
    if (!prompts || !pairs) throw notReady(`the prompts and pairs of iteration ${past} of run "${run}" are missing`);
    earlier.prompts.push(prompts);
    earlier.pairs.push(pairs);
  }
  return earlier;
}
