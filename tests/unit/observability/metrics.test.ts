import { request } from 'undici';
import { startFaultServer, type FaultServer } from '../../../packages/vllm-client/tests/fault-server';
import { chatReply, errorReply } from '../../../packages/vllm-client/tests/recorded-replies';
import { withinScope } from '../../../src/observability/activity-scope';
import { countReading } from '../../../src/observability/count-reading';
import { measureCalls } from '../../../src/observability/measure-calls';
import { registry } from '../../../src/observability/metrics';
import { serveMetrics, type MetricsServer } from '../../../src/observability/metrics-server';
import { watchPools } from '../../../src/observability/pool-metrics';
import { createModelPools, type ModelPools } from '../../../src/serving/model-pools';
import { externalModel, type ServedModel } from '../../../src/serving/served-model';
import { openJournal } from '../../../src/store/journal';
import { temporaryFolder } from '../../temporary-folder';

const folder = temporaryFolder();
let server: FaultServer;
let pools: ModelPools;
let served: ServedModel;
let metrics: MetricsServer;

beforeAll(async () => {
  server = await startFaultServer();
  pools = createModelPools(() => '', 1, { onCall: measureCalls });
  watchPools(() => pools.status());
  served = externalModel({ url: server.url, model: 'm' });
  metrics = await serveMetrics({ host: '127.0.0.1', port: 0 }, registry);
});
afterAll(async () => {
  metrics.close();
  await pools.close();
  await server.close();
});

/** The samples of the page, by name and labels. */
async function samples(): Promise<Map<string, number>> {
  const page = await (await request(metrics.url)).body.text();
  const lines = page.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ')))]),
  );
}

const inActivity = <T>(work: () => T) => withinScope({ stage: 'judgeResponses', run: 'demo' }, work);
const scope = 'run="demo",stage="judgeResponses"';
const ask = () =>
  inActivity(() => pools.get(served).calls.run((client) => client.chat({ model: 'm', messages: [], n: 2 })));

it('counts calls, their tokens and how they ended, by run, stage and model', async () => {
  server.behave({ kind: 'json', body: chatReply('a', 'b') });
  await ask();
  server.behave({ kind: 'json', status: 400, body: errorReply('no', 400) });
  await expect(ask()).rejects.toThrow('no');
  const seen = await samples();
  expect(seen.get(`srlm_call_duration_seconds_count{${scope},model="m",outcome="answered"}`)).toBe(1);
  expect(seen.get(`srlm_call_duration_seconds_count{${scope},model="m",outcome="InvalidRequestError"}`)).toBe(1);
  expect(seen.get(`srlm_tokens_total{${scope},model="m",kind="prompt"}`)).toBe(7);
  expect(seen.get(`srlm_tokens_total{${scope},model="m",kind="completion"}`)).toBe(6);
});

it('shows the calls that are under way and those that wait, as they are now', async () => {
  let open = (): void => undefined;
  const until = new Promise<void>((resolve) => (open = resolve));
  server.behave({ kind: 'slow', until, body: chatReply('a', 'b') });
  const before = server.requests.length;
  const calls = [ask(), ask(), ask()];
  await server.request(before + 1);
  const during = await samples();
  expect(during.get(`srlm_calls_in_flight{model="m",replica="${server.url}"}`)).toBe(1);
  expect(during.get('srlm_calls_waiting{model="m"}')).toBe(2);
  expect(during.get(`srlm_replica_live{model="m",replica="${server.url}"}`)).toBe(1);
  open();
  await Promise.all(calls);
  const after = await samples();
  expect(after.get(`srlm_calls_in_flight{model="m",replica="${server.url}"}`)).toBe(0);
  expect(after.get('srlm_calls_waiting{model="m"}')).toBe(0);
});

it('shows how long records take to reach the disk', async () => {
  const journal = await openJournal(folder(), 'a');
  const written = Promise.all([journal.append('k', 1), journal.append('l', 2)]);
  expect((await samples()).get('srlm_journal_waiting_records')).toBe(2);
  await written;
  const seen = await samples();
  expect(seen.get('srlm_journal_waiting_records')).toBe(0);
  expect(seen.get('srlm_journal_lag_seconds_count')).toBe(2);
  expect(seen.get('srlm_journal_lag_seconds_sum')).toBeGreaterThanOrEqual(0.09);
  await journal.close();
});

it('counts what was read at first apart from the rest', async () => {
  for (const outcome of ['first', 'first', 'constrained', 'none'] as const) inActivity(() => countReading(outcome));
  const seen = await samples();
  expect(seen.get(`srlm_judge_replies_total{${scope},outcome="first"}`)).toBe(2);
  expect(seen.get(`srlm_judge_replies_total{${scope},outcome="none"}`)).toBe(1);
});

it('answers nothing but GET /metrics', async () => {
  const { statusCode } = await request(metrics.url.replace('/metrics', '/'));
  expect(statusCode).toBe(404);
});
