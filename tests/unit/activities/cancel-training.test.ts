import { cancelTraining } from '../../../src/activities/cancel-training';
import { createTrainerClient } from '../../../src/clients/trainer-client';

it('cancels the unfinished jobs of the run, and none of a run whose name only begins alike', async () => {
  const cancelled: string[] = [];
  const trainer = {
    ...createTrainerClient({ baseUrl: 'http://127.0.0.1:1' }),
    unfinished: async () => [
      'a-M2-0123456789ab',
      'a-sft-0123456789ab',
      'a-M2.3-0123456789ab',
      'a-b-M2-0123456789ab',
      'b-M2-0123456789ab',
    ],
    cancel: (id: string) => {
      cancelled.push(id);
      return Promise.reject(new Error('not needed'));
    },
  };
  await cancelTraining({ trainer }, { run: 'a' }).catch(() => undefined);
  expect(cancelled).toEqual(['a-M2-0123456789ab', 'a-sft-0123456789ab', 'a-M2.3-0123456789ab']);
});
