import { defaultDataConverter, defaultPayloadConverter } from '@temporalio/common';
import { pendingActivities } from '../../../src/temporal/pending-activities';

async function pendingWith(details: unknown, converter = defaultDataConverter) {
  const heartbeatDetails = details === undefined ? null : { payloads: [defaultPayloadConverter.toPayload(details)] };
  const activity = {
    activityId: '7',
    activityType: { name: 'judgeResponses' },
    attempt: 2,
    lastFailure: { message: 'worker died' },
    heartbeatDetails,
  };
  return (await pendingActivities([activity], converter))[0];
}

describe('pendingActivities', () => {
  it('reads the progress of a shard', async () => {
    const beat = {
      done: 3,
      total: 8,
      made: 2,
      recalled: 1,
      quarantined: 0,
      retried: { capacity: 2 },
      tokens: 640,
      scores: [0, 1, 0, 2],
      replicas: [{ url: 'http://a', state: 'closed', inFlight: 4, running: 3, waiting: null }],
      waitingFor: null,
    };
    expect(await pendingWith(beat)).toEqual({
      id: '7',
      type: 'judgeResponses',
      attempt: 2,
      lastFailure: 'worker died',
      progress: { done: 3, total: 8, unit: 'rows' },
      calls: { made: 2, recalled: 1, quarantined: 0, retried: { capacity: 2 }, tokens: 640 },
      scores: [0, 1, 0, 2],
      replicas: [{ url: 'http://a', state: 'closed', inFlight: 4, running: 3, waiting: null }],
      waitingFor: null,
    });
  });

  it('reads the progress of a training job', async () => {
    expect((await pendingWith({ job: 'demo-M1', state: 'running', step: 3, totalSteps: 40 }))?.progress).toEqual({
      done: 3,
      total: 40,
      unit: 'steps',
    });
  });

  it('says what a job or a model waits for', async () => {
    const queued = { job: 'demo-M1', state: 'queued', step: 0, totalSteps: 40 };
    expect((await pendingWith(queued))?.waitingFor).toBe('its turn at the trainer');
    const starting = { model: 'M1', strategy: 'restart', waitingFor: 'the model server, which is starting' };
    expect((await pendingWith(starting))?.waitingFor).toBe('the model server, which is starting');
  });

  it.each([[undefined], [{ baseModel: 'x' }], ['text'], [{ done: 'three' }]])(
    'shows an activity whose heartbeat says %j',
    async (details) => {
      expect(await pendingWith(details)).toMatchObject({ type: 'judgeResponses', progress: null, calls: null });
    },
  );
});
