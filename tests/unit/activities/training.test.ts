import { CancelledFailure } from '@temporalio/activity';
import { ActivityCancellationDetails } from '@temporalio/common';
import type { ActivityCancellationDetailsOptions } from '@temporalio/common/lib/activity-cancellation-details';
import { MockActivityEnvironment } from '@temporalio/testing';
import { toFailure } from '../../../src/activities/failures';
import { trainModel, type TrainingDependencies, type TrainModelInput } from '../../../src/activities/training';
import { tuningSchema, type JobStatus } from '../../../src/clients/trainer-contract';
import { hyperparametersSchema } from '../../../src/clients/trainer-hyperparameters';
import { TrainerRefusedError } from '../../../src/clients/trainer-errors';
import { createFileSystemStore } from '../../../src/store/file-system-store';
import { temporaryFolder } from '../../temporary-folder';

const folder = temporaryFolder();
const digest = `sha256:${'a'.repeat(64)}`;
const input: TrainModelInput = {
  run: 'a',
  name: 'M2',
  objective: 'sft',
  base: { name: 'M1', digest, path: 'runs/a/models/M1', parent: null, madeBy: 'import' },
  rows: { path: 'runs/a/rows.jsonl', sha256: digest, rows: 1, bytes: 1 },
  seed: 1,
  hyperparameters: { ...hyperparametersSchema.parse({}), checkpointEverySteps: 1 },
  tuning: tuningSchema.parse({ kind: 'full' }),
};
const running: JobStatus = {
  id: 'a-M2',
  state: 'running',
  step: 1,
  totalSteps: 9,
  epoch: 0,
  metrics: null,
  checkpoint: null,
  error: null,
  result: null,
  queuedAt: '',
  startedAt: null,
  updatedAt: '',
};

/** Trains until the activity ends for this reason; gives what it ended with and the jobs that were cancelled. */
async function endedBy(details: ActivityCancellationDetailsOptions, refusal?: Error) {
  const cancelled: string[] = [];
  const trainer: TrainingDependencies['trainer'] = {
    put: () => Promise.resolve(running),
    get: () => Promise.resolve(running),
    events: () => Promise.resolve([]),
    cancel: async (id) => {
      cancelled.push(id);
      if (refusal) throw refusal;
      return Promise.resolve({ ...running, state: 'cancelled' as const });
    },
  };
  const environment = new MockActivityEnvironment();
  environment.once('heartbeat', () => environment.cancel('CANCELLED', new ActivityCancellationDetails(details)));
  const store = createFileSystemStore(folder());
  const failure = await environment
    .run(() => trainModel({ store, trainer }, input))
    .then(
      () => 'it ended well',
      (error: unknown) => toFailure(error),
    );
  return { failure, cancelled };
}

it('cancels the job of a run that is cancelled, and ends as cancelled', async () => {
  const { failure, cancelled } = await endedBy({ cancelRequested: true });
  expect(failure).toBeInstanceOf(CancelledFailure);
  expect(cancelled).toHaveLength(1);
});

it('ends as cancelled also when the trainer does not know the job', async () => {
  const { failure } = await endedBy(
    { cancelRequested: true },
    new TrainerRefusedError({ status: 404, kind: 'unknown-job', message: 'There is no job' }),
  );
  expect(failure).toBeInstanceOf(CancelledFailure);
});

it.each([
  ['the worker is stopped', { workerShutdown: true }],
  ['another attempt has taken over', { notFound: true }],
])('leaves the job alone when %s', async (_when, details) => {
  expect((await endedBy(details)).cancelled).toEqual([]);
});
