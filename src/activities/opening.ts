import { ApplicationFailure } from '@temporalio/activity';
import type { Artifact, ModelReference } from '../core/records';
import { modelName, REWARD_MODEL } from '../core/model-name';
import { differingFields } from '../recipes/differing-fields';
import { mergeRecipes } from '../recipes/merge-recipes';
import { parseRecipe, recipeAt, recipeSchema, resolveRecipe, type Recipe } from '../recipes/recipe';
import { usesRankedRewardModel } from '../recipes/uses-reward-model';
import { modelEvaluationSchema, type ModelEvaluation } from '../core/statistics/model-evaluation';
import type { ArtifactStore } from '../store/artifact-store';
import { attemptUnderWay, type AttemptUnderWay } from '../store/rejections';
import { iterationLayout, runLayout, type SeedFile } from '../store/run-layout';
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
  // Not over the preset again: what a later version added to it is none of this run's.
  return sameRecipe(stored, parseRecipe(mergeRecipes(stored, input)));
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

export async function findRecipe(store: ArtifactStore, run: string): Promise<Recipe | undefined> {
  const artifact = await store.find(runLayout(run).recipe);
  return artifact && recipeSchema.parse(JSON.parse(await store.readText(artifact)));
}

export interface OpenIterationInput {
  run: string;
  /** Left out: the next iteration, which uses the newest model. */
  iteration?: number | undefined;
}

export interface OpenedIteration {
  /** As it is stored, and as its schedule has it in this iteration. */
  recipe: Recipe;
  scheduled: Recipe;
  iteration: number;
  attempt: number;
  /** The rejected attempt before this one, whose files stay. */
  redoes: AttemptUnderWay['redoes'];
  /** The name of the model that this iteration makes. */
  makes: string;
  models: { base: ModelReference; baseline: ModelReference; anchor: ModelReference; policy: ModelReference };
  /** The reward model of the preparation, which an iteration may replace by its own; null where it makes none. */
  rewardModel: ModelReference | null;
  /** What the policy was measured to be; null where nothing readable says so. */
  policyEvaluation: ModelEvaluation | null;
  /** What the iteration before judged by, where the judge prompt evolves; null in the first. */
  rubric: Artifact | null;
  /** The policy of the iteration before; null in the first. */
  previousModel: ModelReference | null;
  seedFiles: {
    ift: Artifact;
    heldOut: Artifact;
    prompts: Artifact;
    pairs?: Artifact;
    teacher?: Artifact;
    canaries?: Artifact;
    pretraining?: Artifact;
    ranked?: Artifact;
  };
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
  const { attempt, redoes } = await attemptUnderWay(store, run, iteration);
  const needed = async (name: string) => {
    const model = await findModel(store, run, name);
    if (!model)
      throw notReady(`model ${name} of run "${run}" does not exist yet; iteration ${iteration} starts from it`);
    return model;
  };
  const seedFile = (name: SeedFile) => seedFileOf(store, run, name);
  const scheduled = recipeAt(recipe, iteration);
  const policy = await needed(await acceptedModel(store, run, iteration));
  return {
    recipe,
    scheduled,
    iteration,
    attempt,
    redoes,
    makes: modelName(iteration + 1, attempt),
    models: {
      base: await needed('M0'),
      baseline: await needed('sft'),
      anchor: await needed('M1'),
      policy,
    },
    rubric: await rubricOf(store, run, iteration - 1),
    policyEvaluation: await findEvaluation(store, run, policy.name),
    rewardModel: usesRankedRewardModel(recipe) ? await needed(REWARD_MODEL) : null,
    previousModel: iteration === 1 ? null : await needed(await acceptedModel(store, run, iteration - 1)),
    seedFiles: {
      ift: await seedFile('ift.jsonl'),
      heldOut: await seedFile('held-out.jsonl'),
      prompts: await seedFile(recipe.prompts.source === 'red-team' ? 'red-team.jsonl' : 'prompts.jsonl'),
      ...(recipe.data.pairs === undefined ? {} : { pairs: await seedFile('pairs.jsonl') }),
      ...(recipe.data.teacher === undefined ? {} : { teacher: await seedFile('teacher.jsonl') }),
      ...(recipe.data.canaries === undefined ? {} : { canaries: await seedFile('canaries.jsonl') }),
      ...(recipe.data.pretraining === undefined ? {} : { pretraining: await seedFile('pretraining.jsonl') }),
      ...(scheduled.rewardModel.withRanks === true ? { ranked: await rankedRepliesOf(store, run) } : {}),
    },
    earlier: await earlierOf(store, run, iteration),
  };
}

async function rubricOf(store: ArtifactStore, run: string, iteration: number): Promise<Artifact | null> {
  if (iteration === 0) return null;
  const { attempt } = await attemptUnderWay(store, run, iteration);
  return (await store.find(iterationLayout(run, iteration, attempt).rubric)) ?? null;
}

/** One of an earlier version, in another shape, counts as none: what rests on it then asks a person. */
async function findEvaluation(store: ArtifactStore, run: string, model: string): Promise<ModelEvaluation | null> {
  const artifact = await store.find(runLayout(run).evaluation(model, 'metrics.json'));
  if (!artifact) return null;
  return modelEvaluationSchema.safeParse(JSON.parse(await store.readText(artifact))).data ?? null;
}

/** @throws NotReady while the seed of the run is not imported */
export async function seedFileOf(store: ArtifactStore, run: string, name: SeedFile): Promise<Artifact> {
  const artifact = await store.find(runLayout(run).seed(name));
  if (!artifact) throw notReady(`seed file ${name} of run "${run}" does not exist yet`);
  return artifact;
}

/** @throws NoRankedReplies where a reward model is to learn from them and people ranked none */
export async function rankedRepliesOf(store: ArtifactStore, run: string): Promise<Artifact> {
  const eft = await seedFileOf(store, run, 'eft.jsonl');
  if (eft.rows > 0) return eft;
  throw ApplicationFailure.nonRetryable(
    `data.eft of run "${run}" has no ranked replies for the reward model to learn from`,
    'NoRankedReplies',
  );
}

/** What has to be there first is not. */
export function notReady(message: string): ApplicationFailure {
  return ApplicationFailure.nonRetryable(message, 'NotReady');
}

/** The index of the newest of M1, M2, ...; 1 before any is made, so that the message names M1 as what is missing. */
async function newestModelIndex(store: ArtifactStore, run: string): Promise<number> {
  let index = 1;
  while (await findModel(store, run, await acceptedModel(store, run, index + 1))) index += 1;
  return index;
}

/** The name of M_index as made by the attempt that was not rejected. */
async function acceptedModel(store: ArtifactStore, run: string, index: number): Promise<string> {
  if (index === 1) return 'M1';
  return modelName(index, (await attemptUnderWay(store, run, index - 1)).attempt);
}

async function earlierOf(store: ArtifactStore, run: string, iteration: number): Promise<OpenedIteration['earlier']> {
  const earlier: OpenedIteration['earlier'] = { prompts: [], pairs: [] };
  for (let past = 1; past < iteration; past += 1) {
    const layout = iterationLayout(run, past, (await attemptUnderWay(store, run, past)).attempt);
    const [prompts, pairs] = [await store.find(layout.prompts), await store.find(layout.pairs)];
    if (!prompts || !pairs) throw notReady(`the prompts and pairs of iteration ${past} of run "${run}" are missing`);
    earlier.prompts.push(prompts);
    earlier.pairs.push(pairs);
  }
  return earlier;
}
