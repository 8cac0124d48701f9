import { setTimeout } from 'node:timers/promises';
import { ApplicationFailure, cancellationDetails, cancellationSignal } from '@temporalio/activity';
import type { TrainerClient } from '../clients/trainer-client';
import { jobSpecificationSchema, type JobSpecification, type JobStatus } from '../clients/trainer-contract';
import { TrainerRefusedError, TrainerUnreachableError } from '../clients/trainer-errors';
import type { HyperparametersInput } from '../clients/trainer-hyperparameters';
import { digestOf } from '../core/digest';
import type { Artifact, ModelReference } from '../core/records';
import { trainingOutcomeSchema, type TrainingOutcome } from '../core/training/training-outcome';
import type { Recipe } from '../recipes/recipe';
import type { ArtifactStore } from '../store/artifact-store';
import { runLayout } from '../store/run-layout';
import { recordModel } from './models';
import { copyTrainingLog, keepTrainingLog } from './keep-training-log';
import { startCost } from './record-cost';
import { findReusableModel } from './reusable-model';
import { whileBeating } from './while-beating';

const POLL_MS = 2000;
/** Longer than a trainer takes to be started again; it would then resume the job of a run that was cancelled. */
const CANCEL_WITHIN_MS = 2 * 60_000;

/** What training needs of the outside. */
export interface TrainingDependencies {
  store: ArtifactStore;
  trainer: Pick<TrainerClient, 'put' | 'get' | 'cancel' | 'events'>;
}

export interface TrainModelInput {
  run: string;
  /** The name of the model to make. */
  name: string;
  objective: JobSpecification['objective'] & ModelReference['madeBy'];
  base: ModelReference;
  reference?: ModelReference;
  rewardModel?: ModelReference;
  rows: Artifact;
  /** Rows that choose the checkpoint, which is measured with them so many times in an epoch. */
  validation?: { rows: Artifact; perEpoch: number };
  /** Texts that ppo keeps likely. */
  pretraining?: { texts: Artifact } & Recipe['ppo']['pretraining'];
  seed: number;
  hyperparameters: HyperparametersInput & Pick<Recipe['sft'], 'checkpointEverySteps'>;
  tuning: Recipe['tuning'];
  /** A run whose model is taken when it was trained in the same way. */
  reuse?: string | undefined;
}

type Metrics = NonNullable<JobStatus['result']>['metrics'];

export interface TrainedModel {
  model: ModelReference;
  /** `extra` is left out in what earlier versions recorded. */
  metrics: Omit<Metrics, 'extra'> & Partial<Pick<Metrics, 'extra'>>;
  engines: NonNullable<JobStatus['result']>['engines'];
  /** Left out in what earlier versions recorded. */
  outcome?: TrainingOutcome;
}

export interface AdoptModelInput {
  run: string;
  name: string;
  model: ModelReference;
}

/** Gives a model a second name, where a method makes nothing new of it: the same weights, and nothing is copied. */
export async function adoptModel(
  { store }: Pick<TrainingDependencies, 'store'>,
  { run, name, model }: AdoptModelInput,
): Promise<ModelReference> {
  return recordModel(store, run, { ...model, name });
}

/**
 * Has the trainer make a model and waits for it. The job's id is derived from its specification: another attempt of
 * this activity finds the same job, whether it runs, was killed or is done.
 */
export async function trainModel(deps: TrainingDependencies, input: TrainModelInput): Promise<TrainedModel> {
  const layout = runLayout(input.run);
  const { store } = deps;
  const specification = specificationOf(input, layout.model(input.name));
  const reusable = input.reuse && (await findReusableModel(store, input.reuse, input.name, specification));
  if (reusable) {
    const { model, record } = reusable;
    const reference = await recordModel(store, input.run, model);
    await copyTrainingLog(store, input.name, { from: input.reuse, to: input.run });
    await store.writeJson(layout.training(input.name), { ...record, reusedFrom: input.reuse });
    return { model: reference, metrics: record.metrics, engines: record.engines, outcome: record.outcome };
  }
  const id = `${input.run}-${input.name}-${digestOf({ ...specification }).slice('sha256:'.length, 'sha256:'.length + 12)}`;
  const cost = startCost(store, layout.training(input.name));
  const { model, metrics, engines, outcome: ended } = await finish(deps, id, specification);
  await cost.record(null);
  await keepTrainingLog(deps, id, layout.trainingLog(input.name));
  const outcome = usableOutcome(id, ended);
  const reference = await recordModel(store, input.run, {
    name: input.name,
    digest: model.digest,
    path: model.path,
    parent: input.base.digest,
    madeBy: input.objective,
  });
  await store.writeJson(layout.training(input.name), { job: id, specification, metrics, engines, outcome });
  return { model: reference, metrics, engines, outcome };
}

/** @throws a non-retryable failure for an end that this version does not know: nobody can say whether its model is any good. */
function usableOutcome(id: string, outcome: string): TrainingOutcome {
  const known = trainingOutcomeSchema.safeParse(outcome);
  if (known.success) return known.data;
  throw ApplicationFailure.nonRetryable(
    `training job ${id} ended as "${outcome}", which this version of srlm does not know; its model is not used`,
    'UnknownTrainingOutcome',
  );
}

async function finish(
  { trainer }: TrainingDependencies,
  id: string,
  specification: JobSpecification,
): Promise<NonNullable<JobStatus['result']>> {
  const signal = cancellationSignal();
  let seen: object = { job: id, waitingFor: 'the first reply of the trainer' };
  return whileBeating(
    () => seen,
    async () => {
      try {
        for (let status = await trainer.put(id, specification, signal); ; status = await trainer.get(id, signal)) {
          const { state, step, totalSteps, metrics } = status;
          seen = { job: id, state, step, totalSteps, metrics };
          if (status.result) return status.result;
          if (state === 'failed' || state === 'cancelled') throw failureOf(id, status);
          await setTimeout(POLL_MS, undefined, { signal });
        }
      } catch (error) {
        // A worker that ends, or one whose attempt was given to another, leaves the job to the attempt after it.
        if (cancellationDetails()?.cancelRequested) await cancelJob(trainer, id);
        throw error;
      }
    },
  );
}

async function cancelJob(trainer: TrainingDependencies['trainer'], id: string): Promise<void> {
  for (const deadline = Date.now() + CANCEL_WITHIN_MS; ; await setTimeout(POLL_MS)) {
    try {
      await trainer.cancel(id);
      return;
    } catch (error) {
      // The request that would have made the job was cut off.
      if (error instanceof TrainerRefusedError && error.status === 404) return;
      if (!(error instanceof TrainerUnreachableError) || Date.now() > deadline) throw error;
    }
  }
}

function failureOf(id: string, { state, error }: JobStatus): ApplicationFailure {
  return ApplicationFailure.create({
    message: error ? `training job ${id} ${state}: ${error.message}` : `training job ${id} was ${state}`,
    type: error?.kind ?? 'TrainingJobCancelled',
    nonRetryable: error ? !error.retryable : false,
  });
}

function specificationOf(input: TrainModelInput, output: string): JobSpecification {
  const { checkpointEverySteps, ...hyperparameters } = input.hyperparameters;
  const { validation, pretraining } = input;
  return jobSpecificationSchema.parse({
    objective: input.objective,
    base: sourceOf(input.base),
    reference: input.reference ? sourceOf(input.reference) : null,
    rewardModel: input.rewardModel ? sourceOf(input.rewardModel) : null,
    dataset: datasetOf(input.rows),
    ...(validation ? { validation: { dataset: datasetOf(validation.rows), perEpoch: validation.perEpoch } } : {}),
    ...(pretraining ? { pretraining: pretrainingOf(pretraining) } : {}),
    output,
    seed: input.seed,
    hyperparameters,
    tuning: input.tuning,
    precision: 'auto',
    checkpointEverySteps,
  });
}

function pretrainingOf({ texts, ...settings }: NonNullable<TrainModelInput['pretraining']>) {
  return { dataset: datasetOf(texts), ...settings };
}

function datasetOf({ path, sha256, rows }: Artifact): JobSpecification['dataset'] {
  return { path, sha256, rows };
}

function sourceOf({ path, digest }: ModelReference): JobSpecification['base'] {
  return { path, digest };
}
