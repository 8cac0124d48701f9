import { ApplicationFailure, CancelledFailure } from '@temporalio/activity';
import { VllmError, UnauthorizedError, UnknownModelError } from 'vllm-client';
import { InferenceHostRefusedError } from '../clients/inference-host-client';
import { TrainerRefusedError } from '../clients/trainer-errors';
import { DataError } from '../data/data-error';
import { InvalidRecipeError } from '../recipes/recipe';
import { WrongModelServedError } from '../serving/verify-replica';
import { CorruptArtifactError, MalformedArtifactError, OutsideStoreError } from '../store/errors';
import { DamagedJournalError } from '../store/record-lines';

/** What no repetition mends: the person has to change something first. */
const FINAL = [
  InvalidRecipeError,
  DataError,
  CorruptArtifactError,
  MalformedArtifactError,
  OutsideStoreError,
  DamagedJournalError,
  TrainerRefusedError,
  InferenceHostRefusedError,
  UnauthorizedError,
] as const;

/**
 * The one place where errors become Temporal failures: `type` names the condition in the UI, and only what no
 * repetition mends is non-retryable. Everything unknown is retried within the activity's policy.
 */
export function toFailure(error: unknown): unknown {
  if (error instanceof ApplicationFailure || error instanceof CancelledFailure || !(error instanceof Error))
    return error;
  const nonRetryable = FINAL.some((kind) => error instanceof kind) || (error instanceof VllmError && isFinal(error));
  return ApplicationFailure.create({ message: error.message, type: error.name, nonRetryable, cause: error });
}

/** A wrong or unknown model is mended by serving again, so these two are left to the workflow's retry. */
function isFinal(error: VllmError): boolean {
  if (error instanceof UnknownModelError) return false;
  return !error.retryable && !(error.cause instanceof WrongModelServedError);
}
