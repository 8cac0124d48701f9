import type { EndedCall, StartedCall } from '../../src/call-observer';
import { VllmError } from '../../src/errors';
import { VllmClient } from '../../src/vllm-client';
import { startFaultServer, type FaultServer } from '../fault-server';
import { chatReply, errorReply } from '../recorded-replies';

const request = { model: 'm', messages: [{ role: 'user', content: 'Hi' }] } as const;

let server: FaultServer;
beforeAll(async () => {
  server = await startFaultServer();
});
afterAll(() => server.close());

const seen: (StartedCall | EndedCall)[] = [];
const observedClient = () =>
  new VllmClient({
    baseUrl: server.url,
    onCall: (call) => {
      seen.push(call);
      return { headers: { traceparent: '00-a-b-01' }, ended: (end) => void seen.push(end) };
    },
  });
beforeEach(() => void seen.splice(0));

test('adds headers, and is told of the model and of the tokens', async () => {
  server.behave({ kind: 'json', body: chatReply('one') });
  const watched = observedClient();
  const { usage } = await watched.chat(request);
  expect(server.requests[0]?.headers).toMatchObject({ traceparent: '00-a-b-01' });
  expect(seen).toEqual([
    { baseUrl: server.url, route: '/v1/chat/completions', model: 'm' },
    { kind: 'answered', usage },
  ]);
  await watched.close();
});

test('is told of the error that a call rejects with, and of nothing but generations', async () => {
  server.behave({ kind: 'json', status: 503, body: errorReply('full', 503) });
  const watched = observedClient();
  await expect(watched.health()).rejects.toThrow('503');
  const error = await watched.complete({ model: 'm', prompt: 'a' }).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(VllmError);
  expect(seen.slice(1)).toEqual([{ kind: 'failed', error }]);
  await watched.close();
});
