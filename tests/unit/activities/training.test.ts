import { join } from 'node:path';
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
import { runLayout } from '../../../src/store/run-layout';
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

/** A trainer whose jobs are all done at once, and what it was asked to train. */
function doneTrainer(outcome: string) {
  const metrics = { loss: 1, margin: null, accuracy: null, chosenLogp: null, rejectedLogp: null, kl: 12 };
  const result: NonNullable<JobStatus['result']> = {
    model: { path: 'runs/a/models/M2', digest },
    metrics: {
      ...metrics,
      gradientNorm: 1,
      learningRate: null,
      tokens: 1,
      seconds: 1,
      extra: {},
      rowsTrained: 1,
      rowsDropped: {},
    },
    outcome,
    engines: {},
  };
  const done = { ...running, state: 'succeeded' as const, result };
  const put = jest.fn<Promise<JobStatus>, []>(() => Promise.resolve(done));
  const get = () => Promise.resolve(done);
  return { put, get, cancel: get, events: () => Promise.resolve([]) };
}

function trainedAs(outcome: string): Promise<{ told: string | undefined; kept: string }> {
  const store = createFileSystemStore(folder());
  return new MockActivityEnvironment().run(async () => {
    const { outcome: told } = await trainModel({ store, trainer: doneTrainer(outcome) }, input);
    const record = await store.find(runLayout('a').training('M2'));
    return { told, kept: record ? await store.readText(record) : '' };
  });
}

it('refuses the model of a training that ended in a way that nobody knows', async () => {
  const ended = trainedAs('collapsed');
  await expect(ended).rejects.toMatchObject({ nonRetryable: true, type: 'UnknownTrainingOutcome' });
  await expect(ended).rejects.toThrow('ended as "collapsed"');
});

it('tells how training ended, and keeps it beside the model', async () => {
  const { told, kept } = await trainedAs('kl-limit');
  expect(told).toBe('kl-limit');
  expect(JSON.parse(kept)).toMatchObject({ outcome: 'kl-limit' });
});

it('takes the model of another run only if it read the same texts of the pretraining', async () => {
  const store = createFileSystemStore(join(folder(), 'reuse'));
  const trainer = doneTrainer('completed');
  const texts = { path: 'runs/a/texts.jsonl', sha256: digest, rows: 1, bytes: 1 };
  const pretraining = { texts, weight: 27.8, perEpisode: 8 };
  const train = (run: string, changes: Partial<TrainModelInput>) =>
    new MockActivityEnvironment().run(() => trainModel({ store, trainer }, { ...input, ...changes, run }));
  const ppo = { objective: 'ppo', rewardModel: input.base } as const;
  await train('a', { ...ppo, pretraining });
  await train('b', {
    ...ppo,
    pretraining: { ...pretraining, texts: { ...texts, path: 'runs/b/texts.jsonl' } },
    reuse: 'a',
  });
  expect(trainer.put).toHaveBeenCalledTimes(1);
  const others = [{}, { pretraining: { ...pretraining, weight: 1 } }];
  for (const [index, other] of others.entries()) await train(`c${index}`, { ...ppo, ...other, reuse: 'a' });
  expect(trainer.put).toHaveBeenCalledTimes(3);
});
