import { CancellationScope, ContinueAsNew } from '@temporalio/workflow';
import type { TrainModelInput } from '../activities/training';
import type { Artifact, ModelReference } from '../core/records';
import type { Recipe } from '../recipes/recipe';
import { externalModel, type ServedModel } from '../serving/served-model';
import { beating, bookkeeping, callSettings, labelling, models } from './activity-proxies';
import { pausable, unlessPaused, type PauseSwitch } from './pausable';
import type { Progress } from './progress';
import type { ModelStatus } from './status';

/** What the stages after a model's making need of the run. */
export interface ModelContext {
  recipe: Recipe;
  base: ModelReference;
  heldOut: Artifact;
  progress: Progress;
  pauseSwitch: PauseSwitch;
}

export async function train(
  { recipe, progress, pauseSwitch }: ModelContext,
  input: Omit<TrainModelInput, 'run' | 'seed' | 'tuning'>,
): Promise<ModelReference> {
  await unlessPaused(pauseSwitch);
  progress.enter('training', input.name);
  const { model } = await models.trainModel.executeWithOptions(
    beating(recipe, `${input.objective.toUpperCase()} ${input.name}`),
    [{ ...input, run: recipe.run, seed: recipe.seed, tuning: recipe.tuning, reuse: recipe.reuse }],
  );
  return model;
}

export async function serve(
  { recipe, base, progress, pauseSwitch }: ModelContext,
  model: ModelReference,
): Promise<ServedModel> {
  await unlessPaused(pauseSwitch);
  progress.enter('serving', model.name);
  return models.serveModel.executeWithOptions(beating(recipe, `serve ${model.name}`), [
    { run: recipe.run, model, base, serving: recipe.serving },
  ]);
}

/**
 * Does the work of a run and stops its model server afterwards, also when the work fails or is cancelled: a server that
 * no run needs holds gigabytes.
 */
export async function releasingServers<T>(run: string, work: () => Promise<T>): Promise<T> {
  const release = () => CancellationScope.nonCancellable(() => bookkeeping.releaseServers({ run }));
  let result;
  try {
    result = await work();
  } catch (error) {
    // A run that continues as new goes on using its server.
    if (!(error instanceof ContinueAsNew)) await release();
    throw error;
  }
  await release();
  return result;
}

/** Measures a model as a judge, and its answers against those of each older model by name. */
export async function evaluate(
  { recipe, heldOut, progress, pauseSwitch }: ModelContext,
  model: ModelReference,
  served: ServedModel,
  against: readonly string[],
): Promise<ModelStatus> {
  progress.enter('evaluation', model.name);
  const { run, seed, evaluation: settings, judgements, responses, roles } = recipe;
  const common = { run, heldOut, seed, settings, calls: callSettings(recipe) };

  const evaluation = await pausable(pauseSwitch, () =>
    labelling.evaluateModel.executeWithOptions(beating(recipe, `evaluate ${model.name}`), [
      { ...common, model: model.name, served, judgements, responses },
    ]),
  );
  const judge = roles.evaluationJudge === 'self' ? served : externalModel(roles.evaluationJudge);
  const comparisons = await pausable(pauseSwitch, () =>
    Promise.all(
      (settings.headToHeadPrompts === 0 ? [] : against).map((older) =>
        labelling.compareModels.executeWithOptions(beating(recipe, `${model.name} against ${older}`), [
          { ...common, newer: model.name, older, judge, selfJudged: roles.evaluationJudge === 'self' },
        ]),
      ),
    ),
  );
  const result = { model, evaluation, comparisons };
  progress.status.models.push(result);
  progress.show();
  return result;
}
