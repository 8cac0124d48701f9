import { DefaultLogger, Worker } from '@temporalio/worker';
import { request } from 'undici';
import { freePort } from '../../infra/embedded/processes/ports';
import { scopeInterceptor } from '../../src/observability/scope-interceptor';
import { sdkMetrics } from '../../src/observability/install-runtime';
import { startTracing, type Tracing } from '../../src/observability/start-tracing';
import { bundleOptions } from '../../src/temporal/workflow-bundle';
import { startOtlpCollector, type OtlpCollector } from '../otlp-collector';
import { bundleWorkflows } from './bundle/bundle-workflows';
import { WorkflowTestBed } from './temporal-environment';

jest.setTimeout(120_000);

let collector: OtlpCollector;
let tracing: Tracing;
let metricsAddress: string;
let bed: WorkflowTestBed;

beforeAll(async () => {
  collector = await startOtlpCollector();
  process.env['OTEL_EXPORTER_OTLP_ENDPOINT'] = collector.endpoint;
  metricsAddress = `127.0.0.1:${await freePort()}`;
  tracing = startTracing({ protocol: undefined, shareOfCalls: 0 }, new DefaultLogger('ERROR'));
  bed = await WorkflowTestBed.start({
    runtime: { telemetryOptions: { metrics: sdkMetrics(metricsAddress) } },
    bundling: bundleOptions({ encrypts: false, traces: true }),
    worker: {
      interceptors: { activity: [tracing.activityInterceptors, scopeInterceptor] },
      sinks: tracing.sinks,
    },
  });
});
afterAll(async () => {
  await bed.stop();
  await collector.close();
});

it('a run that is traced is one trace, shows its progress, and replays also where nothing is traced', async () => {
  const histories = await bed.with({}, async ({ start }) => {
    await (await start({ run: 'x', iterations: 1 })).result();
  });

  await tracing.stop();
  const named = new Map(collector.spans.map((span) => [span.name, span]));
  const [run, iteration] = ['selfRewardingRun', 'selfRewardingIteration'].map((type) =>
    named.get(`RunWorkflow:${type}`),
  );
  expect(new Set(collector.spans.map(({ traceId }) => traceId))).toEqual(new Set([run?.traceId]));
  expect(run?.parentSpanId).toBeUndefined();
  const parents = (name: string) => {
    const path: string[] = [];
    for (let span = named.get(name); span; span = collector.spans.find(({ spanId }) => spanId === span?.parentSpanId))
      path.push(span.name);
    return path;
  };
  expect(parents('RunActivity:judgeResponses')).toEqual([
    'RunActivity:judgeResponses',
    'StartActivity:judgeResponses',
    'RunWorkflow:selfRewardingIteration',
    'StartChildWorkflow:selfRewardingIteration',
    'RunWorkflow:selfRewardingRun',
  ]);
  expect(named.get('RunActivity:judgeResponses')?.attributes).toMatchObject({ 'srlm.run': 'x', 'srlm.iteration': 1 });
  expect(iteration?.failed).toBe(false);

  const { body } = await request(`http://${metricsAddress}/metrics`);
  const metrics = await body.text();
  expect(metrics).toMatch(/srlm_stage_progress_ratio\{[^}]*iteration="1"[^}]*run="x"[^}]*stage="labelling"[^}]*\} 1/);

  const untraced = await bundleWorkflows();
  for await (const { error } of Worker.runReplayHistories({ workflowBundle: untraced }, histories))
    expect(error).toBeUndefined();
});
