import type { InferenceServerRequest, InferenceServerStatus } from '../../../src/clients/inference-host-client';
import { bringBack } from '../../../src/serving/bring-back';
import type { ServedModel } from '../../../src/serving/served-model';

const request: InferenceServerRequest = {
  strategy: 'reload',
  model: { name: 'M1', digest: 'sha256:1', path: 'runs/a/models/M1' },
};
const served: ServedModel = {
  digest: 'sha256:1',
  servedName: 'a',
  replicas: [{ url: 'http://127.0.0.1:1' }],
  proof: { kind: 'weight-version', value: 'sha256:1' },
  managed: { server: 'a', request },
};
const status = (state: InferenceServerStatus['state']): InferenceServerStatus => ({
  name: 'a',
  state,
  url: 'http://127.0.0.1:1',
  servedModelName: null,
  model: null,
  proof: null,
  strategy: null,
  pid: null,
  error: null,
  startedAt: null,
  log: '',
});

async function asked(state: InferenceServerStatus['state'] | 'unknown', model = served): Promise<unknown[]> {
  const puts: unknown[] = [];
  const host = {
    get: async () => (state === 'unknown' ? undefined : status(state)),
    put: async (...put: unknown[]) => {
      puts.push(put.slice(0, 2));
      return status('starting');
    },
  };
  await bringBack(host, model, new AbortController().signal);
  return puts;
}

it.each(['stopped', 'failed', 'unknown'] as const)('asks again for a server that is %s', async (state) => {
  await expect(asked(state)).resolves.toEqual([['a', request]]);
});

it.each(['starting', 'ready', 'reloading', 'stopping'] as const)('leaves a server alone that is %s', async (state) => {
  await expect(asked(state)).resolves.toEqual([]);
});

it('has nothing to ask for when someone else manages the servers', async () => {
  const { managed: _, ...foreign } = served;
  await expect(asked('stopped', foreign)).resolves.toEqual([]);
});
