import { z } from 'zod';
import { jobSpecificationSchema, jobStatusSchema, type JobSpecification } from '../clients/trainer-contract';
import { canonicalJson } from '../core/canonical-json';
import type { ModelReference } from '../core/records';
import { trainingOutcomeSchema } from '../core/training/training-outcome';
import type { ArtifactStore } from '../store/artifact-store';
import { runLayout } from '../store/run-layout';
import { findModel } from './models';

/** What is kept beside every trained model: how it was made, and what the trainer said of it. */
export const trainingRecordSchema = z.looseObject({
  job: z.string(),
  specification: jobSpecificationSchema,
  metrics: jobStatusSchema.shape.result.unwrap().shape.metrics,
  engines: jobStatusSchema.shape.result.unwrap().shape.engines,
  /** Earlier versions did not keep it. */
  outcome: trainingOutcomeSchema.default('completed'),
});
export type TrainingRecord = z.infer<typeof trainingRecordSchema>;

/** A model that another run trained in the same way from the same weights and rows, or undefined. */
export async function findReusableModel(
  store: ArtifactStore,
  run: string,
  name: string,
  specification: JobSpecification,
): Promise<{ model: ModelReference; record: TrainingRecord } | undefined> {
  const artifact = await store.find(runLayout(run).training(name));
  if (!artifact) return undefined;
  const record = trainingRecordSchema.parse(JSON.parse(await store.readText(artifact)));
  if (causeOf(record.specification) !== causeOf(specification)) return undefined;
  const model = await findModel(store, run, name);
  return model && { model, record };
}

/** Everything that determines the weights; where files are is not part of it. */
function causeOf({ objective, base, reference, rewardModel, dataset, seed, ...rest }: JobSpecification): string {
  const { validation, pretraining, hyperparameters, tuning, precision } = rest;
  return canonicalJson({
    objective,
    base: base.digest,
    reference: reference?.digest ?? null,
    rewardModel: rewardModel?.digest ?? null,
    dataset: dataset.sha256,
    validation: validation && { dataset: validation.dataset.sha256, perEpoch: validation.perEpoch },
    pretraining: pretraining && { ...pretraining, dataset: pretraining.dataset.sha256 },
    seed,
    hyperparameters,
    tuning,
    precision,
  });
}
