import { ApplicationFailure } from '@temporalio/activity';
import type { Artifact, ModelReference } from '../../core/records';
import { benchmarksSchema, type Benchmark } from '../../recipes/benchmark-section';
import type { Recipe } from '../../recipes/recipe';
import { modelNameOf, runLayout } from '../../store/run-layout';
import type { ActivityDependencies } from '../dependencies';
import { findModel } from '../models';
import { findRecipe, notReady } from '../opening';

export interface OpenEvaluationInput {
  run: string;
  model: string;
  /** Left out: those of the run's recipe. */
  benchmarks?: unknown;
}

/** What it takes to put a model of a run through benchmarks by hand. */
export interface OpenedEvaluation {
  recipe: Recipe;
  base: ModelReference;
  model: ModelReference;
  heldOut: Artifact;
  benchmarks: Benchmark[];
  /** The other models of the run, to compare with where they have the same benchmark behind them. */
  others: string[];
}

/** @throws a final failure that says what is missing or wrong */
export async function openEvaluation(
  { store }: Pick<ActivityDependencies, 'store'>,
  { run, model: name, benchmarks: typed }: OpenEvaluationInput,
): Promise<OpenedEvaluation> {
  const layout = runLayout(run);
  const recipe = await findRecipe(store, run);
  if (!recipe) throw notReady(`run "${run}" does not exist; start it with selfRewardingRun first`);
  const names = (await store.list(layout.modelReferences)).flatMap((path) => modelNameOf(path) ?? []);
  const [base, model] = [await findModel(store, run, 'M0'), await findModel(store, run, name)];
  const heldOut = await store.find(layout.seed('held-out.jsonl'));
  if (!base || !model || !heldOut) throw notReady(`run "${run}" has no model "${name}"; it has ${names.join(', ')}`);
  const parsed = benchmarksSchema.safeParse(typed ?? recipe.evaluation.benchmarks);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => `- ${path.join('.') || '(input)'}: ${message}`);
    throw ApplicationFailure.nonRetryable(['The benchmarks have problems:', ...problems].join('\n'), 'InvalidInput');
  }
  if (!parsed.data) throw notReady(`the recipe of run "${run}" has no benchmarks; give some as "benchmarks"`);
  return { recipe, base, model, heldOut, benchmarks: parsed.data, others: names.filter((other) => other !== name) };
}
