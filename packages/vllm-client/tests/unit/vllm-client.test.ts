import { getEventListeners } from 'node:events';
import { inspect } from 'node:util';
import * as errors from '../../src/errors';
import { VllmClient } from '../../src/vllm-client';
import { startFaultServer, type Behaviour, type FaultServer } from '../fault-server';
import { gate } from '../gate';
import { chatReply, errorReply, textReply } from '../recorded-replies';

const KEY = 'sk-very-secret';
const request = { model: 'm', messages: [{ role: 'user', content: 'Hi' }] } as const;

let server: FaultServer;
let client: VllmClient;

beforeEach(async () => {
  server = await startFaultServer();
  client = new VllmClient({ baseUrl: server.url, apiKey: KEY });
});

afterEach(async () => {
  jest.useRealTimers();
  await client.destroy();
  await server.close();
});

/** What a call rejects with; fails the test when it does not reject. */
async function failureOf(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => Promise.reject(new Error('the call did not fail')),
    (error: unknown) => error,
  );
}

test('a chat sends its body, its key and its request id, and reads its samples', async () => {
  server.behave({ kind: 'json', body: chatReply('one', 'two') });
  const completion = await client.chat({ ...request, n: 2, maxTokens: 5 }, { requestId: 'call-7' });
  expect(completion.choices.map(({ text }) => text)).toEqual(['one', 'two']);
  expect(server.requests[0]).toMatchObject({
    method: 'POST',
    path: '/v1/chat/completions',
    headers: { authorization: `Bearer ${KEY}`, 'x-request-id': 'call-7', 'content-type': 'application/json' },
    body: { model: 'm', n: 2, max_tokens: 5 },
  });
});

test('without a key no authorization is sent', async () => {
  const open = new VllmClient({ baseUrl: `${server.url}/v1` });
  server.behave({ kind: 'json', body: textReply('x') });
  await open.complete({ model: 'm', prompt: 'a' });
  expect(server.requests[0]?.path).toBe('/v1/completions');
  expect(server.requests[0]?.headers).not.toHaveProperty('authorization');
  await open.close();
});

test('a path in front of the routes is kept', async () => {
  const behindGateway = new VllmClient({ baseUrl: `${server.url}/replica-1/` });
  await behindGateway.health();
  expect(server.requests[0]?.path).toBe('/replica-1/health');
  await behindGateway.close();
});

test.each<[string, Behaviour, (c: VllmClient) => Promise<unknown>, unknown, unknown]>([
  [
    '/v1/models',
    { kind: 'json', body: { object: 'list', data: [{ id: 'm', root: '/m', parent: null, max_model_len: 512 }] } },
    (c) => c.models(),
    [{ id: 'm', root: '/m', maxModelLen: 512 }],
    undefined,
  ],
  [
    '/tokenize',
    { kind: 'json', body: { count: 2, max_model_len: 512, tokens: [5, 6], token_strs: null } },
    (c) => c.tokenize({ prompt: 'a b' }),
    { count: 2, maxModelLen: 512, tokens: [5, 6] },
    { prompt: 'a b' },
  ],
  [
    '/detokenize',
    { kind: 'json', body: { prompt: 'a b' } },
    (c) => c.detokenize({ tokens: [5, 6] }),
    { text: 'a b' },
    { tokens: [5, 6] },
  ],
  [
    '/v1/load_lora_adapter',
    { kind: 'text', body: "Success: LoRA adapter 'l' added successfully." },
    (c) => c.loadLora({ name: 'l', path: '/l' }),
    undefined,
    { lora_name: 'l', lora_path: '/l' },
  ],
  [
    '/v1/unload_lora_adapter',
    { kind: 'text', body: '' },
    (c) => c.unloadLora({ name: 'l' }),
    undefined,
    { lora_name: 'l' },
  ],
  ['/health', { kind: 'text', body: '' }, (c) => c.health(), undefined, undefined],
  ['/version', { kind: 'json', body: { version: '0.32.0' } }, (c) => c.version(), '0.32.0', undefined],
  [
    '/collective_rpc',
    { kind: 'json', body: { results: [null] } },
    (c) => c.reloadWeights('/m2'),
    undefined,
    { method: 'reload_weights', kwargs: { weights_path: '/m2' } },
  ],
  [
    '/reset_prefix_cache',
    { kind: 'json', body: { success: false } },
    (c) => c.resetPrefixCache(),
    { success: false },
    {},
  ],
  [
    '/update_weight_version',
    { kind: 'json', body: { success: true, new_version: 'v' } },
    (c) => c.updateWeightVersion('v'),
    undefined,
    { new_version: 'v' },
  ],
  [
    '/weight_info',
    { kind: 'json', body: { weight_version: null } },
    (c) => c.weightInfo(),
    { weightVersion: null },
    undefined,
  ],
])('%s', async (path, behaviour, call, result, body) => {
  server.behave(behaviour);
  expect(await call(client)).toEqual(result);
  expect(server.requests[0]).toMatchObject({ path, method: body === undefined ? 'GET' : 'POST' });
  expect(server.requests[0]?.body).toEqual(body);
});

test('metrics are read from the page, and another page is malformed', async () => {
  server.behave({ kind: 'text', body: 'vllm:num_requests_running{engine="0"} 4.0\n' });
  expect(await client.metrics()).toMatchObject({ running: 4, waiting: undefined });
  server.behave({ kind: 'text', body: '<html>' });
  expect(await failureOf(client.metrics())).toBeInstanceOf(errors.MalformedReplyError);
});

const aborted = { ...chatReply('x'), choices: [{ index: 0, message: { content: 'part' }, finish_reason: 'abort' }] };

test.each<[Behaviour, { new (...given: never[]): Error }, number | undefined]>([
  [{ kind: 'json', body: aborted }, errors.AbortedGenerationError, undefined],
  [{ kind: 'json', status: 400, body: errorReply('bad top_p', 400) }, errors.InvalidRequestError, 400],
  [{ kind: 'json', status: 400, body: errorReply('maximum context length is 8', 400) }, errors.PromptTooLongError, 400],
  [{ kind: 'json', status: 401, body: { error: 'Unauthorized' } }, errors.UnauthorizedError, 401],
  [
    { kind: 'json', status: 404, body: errorReply('The model `m` does not exist.', 404) },
    errors.UnknownModelError,
    404,
  ],
  [{ kind: 'json', status: 500, body: errorReply('EngineCore died', 500) }, errors.EngineError, 500],
  [{ kind: 'json', status: 503, body: errorReply('queue full', 503) }, errors.OverloadedError, 503],
  [{ kind: 'text', body: '{"id": ' }, errors.MalformedReplyError, undefined],
  [{ kind: 'json', body: { id: 'x', model: 'm', choices: 'none' } }, errors.MalformedReplyError, undefined],
  [{ kind: 'reset' }, errors.UnreachableError, undefined],
  [{ kind: 'half-reply' }, errors.UnreachableError, undefined],
])('%j is one attempt and one error', async (behaviour, expected, status) => {
  server.behave(behaviour);
  const error = await failureOf(client.chat(request));
  expect(error).toBeInstanceOf(expected);
  expect(error).toMatchObject({ name: expected.name, status, baseUrl: server.url });
  expect(server.requests).toHaveLength(1);
});

test('a malformed reply names the route and the field', async () => {
  server.behave({ kind: 'json', body: { id: 'x', model: 'm', choices: [{ index: 'zero' }] } });
  await expect(client.chat(request)).rejects.toThrow(/POST \/v1\/chat\/completions .*choices\.0\.index/);
});

test('a refused request keeps the words of the server', async () => {
  server.behave({ kind: 'json', status: 400, body: errorReply('top_p must be in (0, 1]', 400) });
  expect(await failureOf(client.chat(request))).toMatchObject({ serverMessage: 'top_p must be in (0, 1]' });
});

test('a refused connection is unreachable', async () => {
  const gone = await startFaultServer();
  await gone.close();
  const nobody = new VllmClient({ baseUrl: gone.url });
  expect(await failureOf(nobody.health())).toBeInstanceOf(errors.UnreachableError);
  await nobody.close();
});

describe.each<[string, Behaviour]>([
  ['before a reply', { kind: 'never-replies' }],
  ['in the middle of the reply', { kind: 'stalls' }],
])('a call is cut off %s', (_when, behaviour) => {
  beforeEach(() => server.behave(behaviour));

  test('by its deadline', async () => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'clearImmediate', 'queueMicrotask', 'performance'] });
    const failure = failureOf(client.chat(request, { deadlineMs: 5_000 }));
    const seen = await server.request(1);
    jest.advanceTimersByTime(5_000);
    const error = await failure;
    expect(error).toBeInstanceOf(errors.DeadlineExceededError);
    expect(error).toMatchObject({
      retryable: true,
      message: `${server.url}: POST /v1/chat/completions was not complete within 5000 ms`,
    });
    await seen.disconnected;
  });

  test("by its signal, with the signal's reason and the socket closed at once", async () => {
    const controller = new AbortController();
    const failure = failureOf(client.chat(request, { signal: controller.signal }));
    const seen = await server.request(1);
    const reason = new Error('the user changed their mind');
    controller.abort(reason);
    expect(await failure).toBe(reason);
    await seen.disconnected;
  });
});

test('a signal that aborted before makes no call', async () => {
  const reason = new Error('too late');
  expect(await failureOf(client.chat(request, { signal: AbortSignal.abort(reason) }))).toBe(reason);
  expect(server.requests).toHaveLength(0);
});

test('many calls share one listener on their signal, and leave none', async () => {
  const controller = new AbortController();
  const calls = Array.from({ length: 30 }, () => client.health({ signal: controller.signal }));
  expect(getEventListeners(controller.signal, 'abort')).toHaveLength(1);
  await Promise.all(calls);
  expect(getEventListeners(controller.signal, 'abort')).toHaveLength(0);
});

test('an abort cuts off every call that shares the signal', async () => {
  server.behave({ kind: 'never-replies' });
  const controller = new AbortController();
  const failures = Array.from({ length: 3 }, () => failureOf(client.health({ signal: controller.signal })));
  await server.request(3);
  const reason = new Error('over');
  controller.abort(reason);
  expect(await Promise.all(failures)).toEqual([reason, reason, reason]);
});

test.each([0, -1, NaN, Infinity, 2 ** 31])('the deadline %p is refused', async (deadlineMs) => {
  await expect(client.health({ deadlineMs })).rejects.toThrow(RangeError);
});

test('the key is neither in an error nor in an inspected client, even when the server repeats it', async () => {
  server.behave({ kind: 'json', status: 401, body: errorReply(`the key ${KEY} is unknown`, 401) });
  const error = await failureOf(client.chat(request));
  expect(inspect([error, client], { depth: 9, showHidden: true })).not.toContain(KEY);
  expect(String(error)).toContain('[API key]');
});

test('an empty key is a mistake of the configuration', () => {
  expect(() => new VllmClient({ baseUrl: server.url, apiKey: '' })).toThrow(/leave it out/);
});

test('close waits for the calls in flight and takes no more', async () => {
  const { opened, open } = gate();
  server.behave({ kind: 'slow', until: opened, body: chatReply('done') });
  const completion = client.chat(request);
  await server.request(1);
  const closed = client.close();
  expect(await failureOf(client.health())).toBeInstanceOf(errors.ClosedError);
  open();
  expect((await completion).choices[0]?.text).toBe('done');
  await closed;
});

test('destroy cuts off the calls in flight', async () => {
  server.behave({ kind: 'never-replies' });
  const failure = failureOf(client.chat(request));
  await server.request(1);
  await client.destroy();
  expect(await failure).toBeInstanceOf(errors.ClosedError);
});
