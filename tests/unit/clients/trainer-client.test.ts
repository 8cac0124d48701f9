import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createTrainerClient } from '../../../src/clients/trainer-client';
import { jobSpecificationSchema } from '../../../src/clients/trainer-contract';
import { TrainerFaultError, TrainerRefusedError, TrainerUnreachableError } from '../../../src/clients/trainer-errors';

const digest = `sha256:${'0'.repeat(64)}`;
const specification = jobSpecificationSchema.parse({
  objective: 'dpo',
  base: { path: 'runs/x/models/M1', digest },
  dataset: { path: 'runs/x/iterations/1/pairs.jsonl', sha256: digest, rows: 2 },
  output: 'runs/x/models/M2',
  seed: 1,
});
const queued = {
  id: 'x-1',
  state: 'queued',
  step: 0,
  totalSteps: null,
  epoch: 0,
  metrics: null,
  checkpoint: null,
  error: null,
  result: null,
  queuedAt: '2026-01-01T00:00:00.000Z',
  startedAt: null,
  updatedAt: '2026-01-01T00:00:00.000Z',
};

interface Seen {
  method: string | undefined;
  url: string | undefined;
  authorization: string | undefined;
  body: string;
}

let server: Server;
let baseUrl: string;
let seen: Seen[];
let answer: { status: number; body: string } | 'hang';

async function bodyOf(message: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of message) text += String(chunk);
  return text;
}

async function respond(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const { method, url, headers } = incoming;
  seen.push({ method, url, authorization: headers.authorization, body: await bodyOf(incoming) });
  if (answer !== 'hang') outgoing.writeHead(answer.status).end(answer.body);
}

beforeEach(async () => {
  seen = [];
  answer = { status: 200, body: JSON.stringify(queued) };
  server = createServer((incoming, outgoing) => void respond(incoming, outgoing));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  baseUrl = `http://127.0.0.1:${address.port}`;
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

test('the specification is sent whole, defaults included, with the token', async () => {
  const client = createTrainerClient({ baseUrl: `${baseUrl}/`, token: 'secret' });
  expect(await client.put('x-1', specification)).toEqual(queued);
  expect(seen[0]).toMatchObject({ method: 'PUT', url: '/v1/jobs/x-1', authorization: 'Bearer secret' });
  expect(JSON.parse(seen[0]?.body ?? '')).toMatchObject({
    reference: null,
    tuning: { kind: 'full' },
    hyperparameters: { learningRate: 1e-6, beta: 0.1, batchSize: 16, adamBeta2: 0.999 },
  });
});

test('each call has its route', async () => {
  const client = createTrainerClient({ baseUrl });
  await client.get('a/b');
  await client.cancel('a');
  answer = { status: 200, body: '{"events":[{"seq":8,"time":"t","kind":"progress","loss":0.5}]}' };
  expect(await client.events('a', 7)).toEqual([{ seq: 8, time: 't', kind: 'progress', loss: 0.5 }]);
  answer = { status: 200, body: '{"status":"ok","version":"0.1.0","engines":{"trl":"1.16.0"},"device":"cpu"}' };
  expect(await client.health()).toMatchObject({ status: 'ok', device: 'cpu' });
  expect(seen.map(({ method, url }) => `${method} ${url}`)).toEqual([
    'GET /v1/jobs/a%2Fb',
    'POST /v1/jobs/a/cancel',
    'GET /v1/jobs/a/events?after=7',
    'GET /healthz',
  ]);
  expect(seen[0]?.authorization).toBeUndefined();
});

test('a refusal carries kind, message and path, and is not retryable', async () => {
  answer = { status: 409, body: '{"error":{"kind":"specification-differs","message":"seed differs","path":"seed"}}' };
  const error = await createTrainerClient({ baseUrl })
    .put('x', specification)
    .catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(TrainerRefusedError);
  expect(error).toMatchObject({
    status: 409,
    kind: 'specification-differs',
    message: 'specification-differs: seed differs',
    path: 'seed',
    retryable: false,
  });
});

test.each([
  [
    'a fault of the service',
    { status: 500, body: '{"error":{"kind":"fault","message":"disk full"}}' },
    /500: disk full/,
  ],
  ['a gateway page', { status: 502, body: '<html>' }, /502: <html>/],
  ['a reply without JSON', { status: 200, body: 'hello' }, /is not understood/],
  ['a reply of another shape', { status: 200, body: '{"id":"x"}' }, /state/],
])('%s is a fault and retryable', async (_, reply, message) => {
  answer = reply;
  const error = await createTrainerClient({ baseUrl })
    .get('x')
    .catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(TrainerFaultError);
  expect(error).toMatchObject({ retryable: true });
  expect(String(error)).toMatch(message);
});

test('a service that is down is unreachable and retryable', async () => {
  server.close();
  const error = await createTrainerClient({ baseUrl })
    .get('x')
    .catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(TrainerUnreachableError);
  expect(error).toMatchObject({ retryable: true });
  expect(String(error)).toContain(baseUrl);
});

test('an aborted call ends with the reason of its caller', async () => {
  answer = 'hang';
  const controller = new AbortController();
  const call = createTrainerClient({ baseUrl }).get('x', controller.signal);
  const reason = new Error('activity cancelled');
  controller.abort(reason);
  await expect(call).rejects.toBe(reason);
});

test('a misspelt hyper-parameter is refused before it is sent', () => {
  const misspelt = { ...specification, hyperparameters: { learningrate: 1 } };
  expect(jobSpecificationSchema.safeParse(misspelt).error?.issues[0]?.path).toEqual(['hyperparameters']);
});
