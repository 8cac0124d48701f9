import { types } from 'node:util';
import { ApplicationFailure, CancelledFailure } from '@temporalio/activity';
import { UnauthorizedError, VllmError } from 'vllm-client';
import { InferenceHostRefusedError } from '../clients/inference-host-client';
import { TrainerRefusedError } from '../clients/trainer-errors';
import { InvalidSelectionError } from '../core/selection/rules/own-rule';
import { DataError } from '../data/data-error';
import { InvalidRecipeError } from '../recipes/recipe';
import { InvalidMethodError } from '../recipes/registry/invalid-method-error';
import { InvalidModuleError } from '../recipes/registry/own-module';
import { CorruptArtifactError, MalformedArtifactError, OutsideStoreError } from '../store/errors';
import { DamagedJournalError } from '../store/record-lines';
import { failureClassOf } from './labelling/failure-policy';

/** What no repetition mends: the person has to change something first. */
const FINAL = [
  InvalidRecipeError,
  InvalidMethodError,
  InvalidModuleError,
  InvalidSelectionError,
  DataError,
  CorruptArtifactError,
  MalformedArtifactError,
  OutsideStoreError,
  DamagedJournalError,
  TrainerRefusedError,
  InferenceHostRefusedError,
  UnauthorizedError,
] as const;

/** What a file system says when it is full, read-only, gone or not ours to write. */
const STORE_CODES = ['ENOSPC', 'EDQUOT', 'EROFS', 'EIO', 'ESTALE', 'ENOTCONN', 'ENODEV', 'ENXIO', 'EACCES', 'EPERM'];

/**
 * The one place where errors become Temporal failures: `type` names the condition in the UI, and only what no
 * repetition mends is non-retryable. Everything unknown is retried within the activity's policy.
 */
export function toFailure(error: unknown): unknown {
  // A timer that a cancellation ends rejects with an error of its own; taken for a failure, a pause would end the run.
  if (types.isNativeError(error) && error.name === 'AbortError' && error.cause instanceof CancelledFailure)
    return error.cause;
  if (error instanceof ApplicationFailure || error instanceof CancelledFailure || !(error instanceof Error))
    return error;
  if ('code' in error && STORE_CODES.some((code) => code === error.code)) return storeUnavailable(error);
  const nonRetryable =
    FINAL.some((kind) => error instanceof kind) || (error instanceof VllmError && failureClassOf(error) === 'final');
  return ApplicationFailure.create({ message: error.message, type: error.name, nonRetryable, cause: error });
}

/** A full disk or a lost mount is mended by someone else; the stage waits for that and loses nothing. */
function storeUnavailable(error: Error): ApplicationFailure {
  return ApplicationFailure.create({
    message: `the store cannot be used (${error.message}); the stage goes on once it can`,
    type: 'StoreUnavailable',
    cause: error,
  });
}
