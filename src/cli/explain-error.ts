import {
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
} from '@temporalio/client';
import { NoBundleError } from '../audit/bundle/unpack-bundle';
import { FileExistsError } from '../audit/bundle/write-new-file';
import { InvalidEnvironmentError, MissingSecretError } from '../env';
import { DataError } from '../data/data-error';
import { InvalidRecipeError } from '../recipes/recipe';
import { InvalidSelectionError } from '../core/selection/rules/own-rule';
import { InvalidMethodError } from '../recipes/registry/invalid-method-error';
import { InvalidModuleError } from '../recipes/registry/own-module';
import { TlsFileError } from '../temporal/connection-options';
import { DamagedPayloadError, EncryptionKeysError, UnknownEncryptionKeyError } from '../temporal/encryption/errors';
import { NoWorkerError, RunNotFoundError, TemporalUnreachableError } from '../temporal/errors';
import { rootOf } from '../temporal/root-of';
import { serviceCondition } from '../temporal/service-condition';
import { DifferenceError, IncompleteError, InvalidInputError, NotFoundError, OperationFailedError } from './errors';
import { exitCodes, type ExitCode } from './exit-codes';

export interface Explanation {
  message: string;
  exitCode: ExitCode;
}

const OWN_ERRORS: readonly [kind: abstract new (...args: never[]) => Error, exitCode: ExitCode][] = [
  [OperationFailedError, exitCodes.failed],
  [InvalidInputError, exitCodes.invalid],
  [InvalidRecipeError, exitCodes.invalid],
  [InvalidMethodError, exitCodes.invalid],
  [InvalidModuleError, exitCodes.invalid],
  [InvalidSelectionError, exitCodes.invalid],
  [DataError, exitCodes.invalid],
  [InvalidEnvironmentError, exitCodes.invalid],
  [MissingSecretError, exitCodes.invalid],
  [TlsFileError, exitCodes.invalid],
  [EncryptionKeysError, exitCodes.invalid],
  [UnknownEncryptionKeyError, exitCodes.invalid],
  [DamagedPayloadError, exitCodes.failed],
  [NotFoundError, exitCodes.notFound],
  [RunNotFoundError, exitCodes.notFound],
  [TemporalUnreachableError, exitCodes.unreachable],
  [NoWorkerError, exitCodes.unreachable],
  [IncompleteError, exitCodes.incomplete],
  [DifferenceError, exitCodes.different],
  [FileExistsError, exitCodes.invalid],
  [NoBundleError, exitCodes.invalid],
];

/** The sentence that a person reads when a command fails, and the exit code that a script reads. */
export function explainError(error: unknown): Explanation {
  const own = OWN_ERRORS.find(([kind]) => error instanceof kind);
  if (own && error instanceof Error) return { message: error.message, exitCode: own[1] };
  if (error instanceof WorkflowExecutionAlreadyStartedError) {
    return { message: `Workflow ${error.workflowId} is under way already`, exitCode: exitCodes.failed };
  }
  if (error instanceof WorkflowNotFoundError) {
    return { message: `Workflow ${error.workflowId} is not under way: ${error.message}`, exitCode: exitCodes.notFound };
  }
  const root = rootOf(error);
  const message = root instanceof Error ? root.message : String(root);
  if (error instanceof WorkflowUpdateFailedError) return { message, exitCode: exitCodes.failed };
  switch (serviceCondition(error)) {
    case 'unreachable':
      return { message: `The Temporal server does not answer: ${message}`, exitCode: exitCodes.unreachable };
    case 'late':
    case 'not ready':
      return { message: `No answer in time: ${message}; is a worker running?`, exitCode: exitCodes.unreachable };
    case 'other':
      return { message, exitCode: exitCodes.failed };
  }
}
