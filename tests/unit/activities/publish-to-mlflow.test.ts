import { randomUUID } from 'node:crypto';
import { publishToMlflow } from '../../../src/activities/publish-to-mlflow';
import { createMlflowClient, type MlflowClient } from '../../../src/clients/mlflow-client';
import type { TrackedRun } from '../../../src/report/tracked-runs';
import { startMlflowDouble, type MlflowDouble } from '../../mlflow-double';

let double: MlflowDouble;
beforeAll(async () => {
  double = await startMlflowDouble();
});
afterAll(() => double.close());

function iteration(key: string, more: Partial<TrackedRun> = {}): TrackedRun {
  return {
    key,
    name: `iteration ${key}`,
    status: 'running',
    step: 1,
    params: Object.fromEntries(Array.from({ length: 130 }, (_, index) => [`section.field-${index}`, `${index}`])),
    metrics: { 'pairs/count': 12, 'evaluation/pairwiseAccuracy': 0.625 },
    tags: { 'srlm.run': 'demo' },
    ...more,
  };
}

/** What an experiment holds, by the keys of its runs. */
async function held(client: MlflowClient, name: string) {
  const experiment = await client.findExperiment(name);
  const runs = await client.findRuns(experiment?.id ?? '');
  return runs.map(({ info, data }) => ({
    status: info.status,
    key: data.tags.find(({ key }) => key === 'srlm.iteration')?.value,
    run: data.tags.find(({ key }) => key === 'srlm.run')?.value,
    params: data.params.length,
    metrics: Object.fromEntries(data.metrics.map(({ key, value }) => [key, value])),
  }));
}

const real = process.env['SRLM_TEST_MLFLOW_URL'];
if (real === undefined)
  console.info('Not checked against a real MLflow: start one and set SRLM_TEST_MLFLOW_URL (infra/observability).');

const servers: [name: string, url: string | undefined][] = [
  ['a double', undefined],
  ...(real === undefined ? [] : [['the real MLflow', real] satisfies [string, string]]),
];

describe.each(servers)('on %s', (_, url) => {
  let client: MlflowClient;
  let name: string;
  beforeEach(() => {
    client = createMlflowClient({ baseUrl: url ?? double.url, token: 'hush' });
    name = `srlm/${randomUUID()}`;
  });
  const publish = (...runs: TrackedRun[]) => publishToMlflow(client, name, runs, 1_700_000_000_000);

  it('a run is an experiment, and its iterations are runs with parameters, metrics and tags', async () => {
    await publish(iteration('0', { status: 'finished' }), iteration('1'));
    const metrics = { 'pairs/count': 12, 'evaluation/pairwiseAccuracy': 0.625 };
    expect((await held(client, name)).toSorted((a, b) => (a.status < b.status ? -1 : 1))).toEqual([
      { status: 'FINISHED', key: '0', run: 'demo', params: 130, metrics },
      { status: 'RUNNING', key: '1', run: 'demo', params: 130, metrics },
    ]);
  });

  it('publishing again adds what is new and changes nothing else', async () => {
    await publish(iteration('1'));
    await publish(iteration('1'));
    const rejected = iteration('1', { status: 'rejected', metrics: { 'pairs/count': 13 }, params: { added: 'x' } });
    await publish(rejected, iteration('1.2'));
    const runs = await held(client, name);
    expect(runs.find(({ key }) => key === '1')).toMatchObject({
      status: 'KILLED',
      params: 131,
      metrics: { 'pairs/count': 13, 'evaluation/pairwiseAccuracy': 0.625 },
    });
    expect(runs.map(({ key }) => String(key)).toSorted()).toEqual(['1', '1.2']);
  });

  it('what two publish at the same time is there once after the next', async () => {
    await Promise.all([publish(iteration('1')), publish(iteration('1'))]);
    await publish(iteration('1'));
    expect(await held(client, name)).toHaveLength(1);
  });

  it('a parameter that is too long ends visibly', async () => {
    await publish(iteration('1', { params: { 'critics.principles': 'x'.repeat(7000) } }));
    const { id = '' } = (await client.findExperiment(name)) ?? {};
    const [run] = await client.findRuns(id);
    expect(run?.data.params[0]?.value).toMatch(/^x+…$/);
  });
});

it('sends its token, and shows it in no error', async () => {
  const client = createMlflowClient({ baseUrl: double.url, token: 'hush' });
  await expect(client.createExperiment('')).resolves.toBe(await client.findExperiment('').then((found) => found?.id));
  const refused = await client.createExperiment('').catch(String);
  expect(refused).toContain('RESOURCE_ALREADY_EXISTS');
  expect(refused).not.toContain('hush');
  expect(double.seen.at(-1)?.authorization).toBe('Bearer hush');
});
