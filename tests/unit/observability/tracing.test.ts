import { MockActivityEnvironment } from '@temporalio/testing';
import { startFaultServer, type FaultServer } from '../../../packages/vllm-client/tests/fault-server';
import { chatReply, errorReply } from '../../../packages/vllm-client/tests/recorded-replies';
import { createTrainerClient } from '../../../src/clients/trainer-client';
import { createLogger } from '../../../src/observability/create-logger';
import { scopeInterceptor } from '../../../src/observability/scope-interceptor';
import { startTracing, traceHeaders, type Tracing } from '../../../src/observability/start-tracing';
import { createModelPools } from '../../../src/serving/model-pools';
import { externalModel } from '../../../src/serving/served-model';
import { startOtlpCollector, type OtlpCollector } from '../../otlp-collector';

const input = { run: 'demo', iteration: 2, attempt: 1, shard: { index: 7 } };
const lines: string[] = [];
const logger = createLogger('json', [], (line) => lines.push(line));

let collector: OtlpCollector;
let server: FaultServer;
let tracing: Tracing;

beforeAll(async () => {
  [collector, server] = await Promise.all([startOtlpCollector(), startFaultServer()]);
  process.env['OTEL_EXPORTER_OTLP_ENDPOINT'] = collector.endpoint;
  tracing = startTracing({ protocol: undefined, shareOfCalls: 1 }, logger);
});
afterAll(async () => {
  await Promise.all([collector.close(), server.close()]);
});

/** Does `work` as an activity of a traced worker. */
function inActivity(work: (given: typeof input) => Promise<void>): Promise<void> {
  const interceptors = [tracing.activityInterceptors, scopeInterceptor];
  const environment = new MockActivityEnvironment({ activityType: 'sampleResponses' }, { interceptors, logger });
  return environment.run(work, input);
}

it('goes from the activity to each model call, to the server, and to the trainer', async () => {
  const model = { url: server.url, model: 'm' };
  const pools = createModelPools(() => '', 4, { onCall: tracing.onCall });
  const ask = () =>
    pools.get(externalModel(model)).calls.run((client) => client.chat({ model: 'm', messages: [], n: 1 }));
  await inActivity(async () => {
    server.behave({ kind: 'json', body: chatReply('one') });
    await ask();
    server.behave({ kind: 'json', status: 400, body: errorReply('too long', 400) });
    await expect(ask()).rejects.toThrow('too long');
    server.behave({ kind: 'json', body: { unfinished: [] } });
    await createTrainerClient({ baseUrl: server.url, headers: traceHeaders }).unfinished();
  });
  await pools.close();
  await tracing.stop();

  const activity = collector.spans.find(({ name }) => name === 'RunActivity:sampleResponses');
  expect(activity).toMatchObject({
    service: 'srlm-worker',
    attributes: { 'srlm.run': 'demo', 'srlm.iteration': 2, 'srlm.attempt': 1, 'srlm.shard': 7 },
  });
  const calls = collector.spans.filter(({ name }) => name === 'chat m');
  expect(calls.map(({ traceId, parentSpanId }) => [traceId, parentSpanId])).toEqual(
    calls.map(() => [activity?.traceId, activity?.spanId]),
  );
  expect(calls.map(({ failed }) => failed)).toEqual([false, true]);
  expect(calls[0]?.attributes).toMatchObject({ 'gen_ai.usage.input_tokens': 7, 'gen_ai.usage.output_tokens': 3 });
  expect(calls[1]?.attributes).toMatchObject({ 'error.type': 'InvalidRequestError' });

  const sent = server.requests
    .filter(({ path }) => path !== '/v1/models' && path !== '/health')
    .map(({ headers }) => headers['traceparent']);
  expect(sent.slice(-3)).toEqual([
    `00-${calls[0]?.traceId}-${calls[0]?.spanId}-01`,
    `00-${calls[1]?.traceId}-${calls[1]?.spanId}-01`,
    `00-${activity?.traceId}-${activity?.spanId}-01`,
  ]);
  expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ run: 'demo', trace_id: activity?.traceId });
});

it('refuses a protocol that it does not speak', () => {
  expect(() => startTracing({ protocol: 'grpc', shareOfCalls: 1 }, logger)).toThrow(
    'OTEL_EXPORTER_OTLP_PROTOCOL is grpc',
  );
});
