import { WorkflowNotFoundError, WorkflowUpdateFailedError, ServiceError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { IncompleteError, InvalidInputError, NotFoundError, OperationFailedError } from '../../../src/cli/errors';
import { explainError } from '../../../src/cli/explain-error';
import { InvalidEnvironmentError } from '../../../src/env';
import { InvalidRecipeError } from '../../../src/recipes/recipe';
import { InvalidMethodError } from '../../../src/recipes/registry/invalid-method-error';
import { NoWorkerError, RunNotFoundError, TemporalUnreachableError } from '../../../src/temporal/errors';

const grpc = (code: number, details: string) =>
  new ServiceError('Failed to query workflow', {
    cause: Object.assign(new Error(`${code} ${details}`), { code, details, metadata: {} }),
  });

it.each([
  [new OperationFailedError('it failed'), 1, 'it failed'],
  [new InvalidInputError('no name'), 2, 'no name'],
  [new InvalidRecipeError([{ path: 'seed', message: 'too small' }]), 2, '- seed: too small'],
  [new InvalidMethodError('a.js exports no method'), 2, 'a.js exports no method'],
  [new InvalidEnvironmentError(['SRLM_STORE: empty']), 2, '- SRLM_STORE: empty'],
  [new NotFoundError('no file'), 3, 'no file'],
  [new RunNotFoundError('demo', 'default'), 3, 'There is no run "demo" in namespace "default"'],
  [
    new WorkflowNotFoundError('workflow execution already completed', 'srlm-demo', undefined),
    3,
    'Workflow srlm-demo is not under way',
  ],
  [new TemporalUnreachableError('127.0.0.1:1'), 4, 'No Temporal server answers at 127.0.0.1:1'],
  [new NoWorkerError('srlm-demo', 'srlm'), 4, 'is a worker running on task queue "srlm"?'],
  [grpc(14, 'connection refused'), 4, 'The Temporal server does not answer'],
  [grpc(4, 'deadline exceeded'), 4, 'is a worker running?'],
  [grpc(3, 'no search attribute SrlmRun'), 1, 'no search attribute SrlmRun'],
  [new IncompleteError('Not in order: uv'), 5, 'Not in order: uv'],
  [
    new WorkflowUpdateFailedError(
      'Workflow Update failed',
      ApplicationFailure.create({ message: 'No iteration waits' }),
    ),
    1,
    'No iteration waits',
  ],
  [new Error('surprise'), 1, 'surprise'],
  ['a text', 1, 'a text'],
])('explains %s with exit code %i', (error, exitCode, message) => {
  const explained = explainError(error);
  expect(explained.exitCode).toBe(exitCode);
  expect(explained.message).toContain(message);
});
