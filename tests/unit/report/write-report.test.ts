import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { writeReport } from '../../../src/activities/report';
import { createMlflowClient } from '../../../src/clients/mlflow-client';
import { trackerPublications } from '../../../src/observability/metrics';
import { reportDataSchema } from '../../../src/report/report-data';
import type { ArtifactStore } from '../../../src/store/artifact-store';
import { RUN, writeModel, writeRecipe } from './fabricated-run';
import { temporaryStore } from './temporary-store';

const storeOf = temporaryStore();

async function textAt(store: ArtifactStore, path: string): Promise<string> {
  const artifact = await store.find(path);
  if (!artifact) throw new Error(`${path} was not written`);
  return store.readText(artifact);
}

test('the page and its data are written, and written again when there is more to show', async () => {
  const store = storeOf();
  await writeRecipe(store);
  expect(await writeReport({ store }, { run: RUN })).toEqual({
    path: 'runs/fabricated/report.html',
    link: `file://${store.root}/runs/fabricated/report.html`,
    headline: 'No model of this run has been measured yet.',
  });
  expect((await writeReport({ store, storeUrl: 'https://store' }, { run: RUN })).link).toBe(
    'https://store/runs/fabricated/report.html',
  );
  expect(await textAt(store, 'runs/fabricated/report.html')).toContain('No model of this run has been measured yet.');

  await writeModel(store, { name: 'M0', parent: null, madeBy: 'import', accuracy: 0.4 });
  await writeReport({ store }, { run: RUN });
  const report = reportDataSchema.parse(JSON.parse(await textAt(store, 'runs/fabricated/report.json')));
  expect(report.models.map((model) => model.name)).toEqual(['M0']);
  expect(await textAt(store, 'runs/fabricated/report.html')).toContain('M₀ agrees with people on 40.0 %');
});

test('a tracker that is away stops nothing: the report is written, and says that it was not told', async () => {
  const store = storeOf();
  await writeRecipe(store);
  const mlflow = createMlflowClient({ baseUrl: 'http://127.0.0.1:9' });
  const written = await new MockActivityEnvironment({}, { logger: new DefaultLogger('ERROR') }).run(() =>
    writeReport({ store, mlflow }, { run: RUN }),
  );
  expect(written).toMatchObject({
    path: 'runs/fabricated/report.html',
  });
  expect(written).toHaveProperty('untold', expect.stringContaining('MLflow at http://127.0.0.1:9 does not answer'));
  const { values } = await trackerPublications.get();
  expect(values.find(({ labels }) => labels.outcome === 'failed')?.value).toBe(1);
});
