import type { TrainModelInput } from '../activities/training';
import type { Artifact, ModelReference } from '../core/records';
import type { ScoreAlarm } from '../core/statistics/score-health';
import { trainingNotes } from '../core/training/training-outcome';
import type { Recipe } from '../recipes/recipe';
import { externalModel, type ServedModel } from '../serving/served-model';
import { beating, callSettings, labelling, models } from './activity-proxies';
import { rubricOf } from './critics';
import { pausable, unlessPaused, type PauseSwitch } from './pausable';
import type { Progress } from './progress';
import { runBenchmarks } from './run-benchmarks';
import { slidingWindow } from './sliding-window';
import type { ModelStatus } from './status';
import { whichCheckpoint } from './which-checkpoint';

/** What the stages after a model's making need of the run. */
export interface ModelContext {
  recipe: Recipe;
  base: ModelReference;
  heldOut: Artifact;
  progress: Progress;
  pauseSwitch: PauseSwitch;
}

/** The new model, and what only its objective measures. */
export async function train(
  { recipe, progress, pauseSwitch }: ModelContext,
  input: Omit<TrainModelInput, 'run' | 'seed' | 'tuning'>,
): Promise<{ model: ModelReference; extra: Record<string, number> }> {
  await unlessPaused(pauseSwitch);
  progress.enter('training', input.name);
  const {
    model,
    metrics,
    outcome = 'completed',
  } = await uninterrupted(progress, () =>
    models.trainModel.executeWithOptions(beating(recipe, `${input.objective.toUpperCase()} ${input.name}`), [
      { ...input, run: recipe.run, seed: recipe.seed, tuning: recipe.tuning, reuse: recipe.reuse },
    ]),
  );
  if (model.digest === input.base.digest)
    progress.status.notes.push(`${model.name} has the weights of ${input.base.name}: training changed nothing`);
  progress.status.notes.push(...trainingNotes(model.name, { ...metrics, outcome }));
  if (metrics.validation) progress.status.notes.push(`${model.name} ${whichCheckpoint(metrics.validation)}`);
  const { extra = {} } = metrics;
  return { model, extra };
}

export async function serve(
  { recipe, base, progress, pauseSwitch }: ModelContext,
  model: ModelReference,
): Promise<ServedModel> {
  await unlessPaused(pauseSwitch);
  progress.enter('serving', model.name);
  return uninterrupted(progress, () =>
    models.serveModel.executeWithOptions(beating(recipe, `serve ${model.name}`), [
      { run: recipe.run, model, base, serving: recipe.serving },
    ]),
  );
}

/** Work that goes on to its end when a pause comes; the status says that the pause holds after it. */
export async function uninterrupted<T>(progress: Progress, work: () => Promise<T>): Promise<T> {
  const { status } = progress;
  status.pauseWaitsFor = `${status.stage} ${status.subject}`.trim();
  progress.show();
  try {
    return await work();
  } finally {
    status.pauseWaitsFor = null;
    progress.show();
  }
}

const alarmWords: Record<ScoreAlarm, string> = {
  'null-rate': 'more than 10 % of its judgements have no score',
  'modal-share': 'more than 60 % of its scores are the same',
  'entropy-fall': 'its scores are less varied than those of the model before it, by more than 0.3 nats',
};

/** Measures a model as a judge, and its answers against those of each older model by name. */
export async function evaluate(
  context: ModelContext,
  model: ModelReference,
  served: ServedModel,
  against: readonly string[],
): Promise<ModelStatus> {
  const { recipe, heldOut, progress, pauseSwitch } = context;
  progress.enter('evaluation', model.name);
  const { run, seed, evaluation: settings, judgements, responses, roles } = recipe;
  const common = { run, heldOut, seed, settings, calls: callSettings(recipe) };

  const evaluation = await pausable(pauseSwitch, () =>
    labelling.evaluateModel.executeWithOptions(beating(recipe, `evaluate ${model.name}`), [
      {
        ...common,
        ...rubricOf(recipe),
        model: model.name,
        served,
        judgements,
        responses,
        ...(settings.biases && against[0] !== undefined ? { previous: against[0] } : {}),
      },
    ]),
  );
  const judge = roles.evaluationJudge === 'self' ? served : externalModel(roles.evaluationJudge);
  const comparisons = await pausable(pauseSwitch, () =>
    slidingWindow(
      settings.headToHeadPrompts === 0 ? [] : against,
      () => against.length,
      (older) =>
        labelling.compareModels.executeWithOptions(beating(recipe, `${model.name} against ${older}`), [
          { ...common, newer: model.name, older, judge, selfJudged: roles.evaluationJudge === 'self' },
        ]),
    ),
  );
  for (const alarm of evaluation.biases?.alarms ?? [])
    progress.status.notes.push(`${model.name} as a judge: ${alarmWords[alarm]}`);
  const benchmarks = await runBenchmarks(context, model, served, against, settings.benchmarks ?? []);
  const result = { model, evaluation, comparisons, ...(benchmarks.length > 0 ? { benchmarks } : {}) };
  progress.status.models.push(result);
  progress.show();
  return result;
}
