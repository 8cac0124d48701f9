import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { checkFiles } from '../../../../src/audit/files/check-files';
import { createFindings, type Difference, type Findings } from '../../../../src/audit/findings';
import { checkLineage } from '../../../../src/audit/models/check-lineage';
import { checkModels } from '../../../../src/audit/models/check-models';
import { storeModels } from '../../../../src/audit/models/store-models';
import { createNamedFiles } from '../../../../src/audit/named-files';
import { digestOf } from '../../../../src/core/digest';
import type { ModelReference } from '../../../../src/core/records';
import { runLayout } from '../../../../src/store/run-layout';
import { temporaryStore } from '../../report/temporary-store';

const store = temporaryStore();
const [M0, M1] = [digestOf('M0'), digestOf('M1')];
const imported: ModelReference = { name: 'M0', digest: M0, path: 'models/m0', parent: null, madeBy: 'import' };
const trained: ModelReference = { name: 'M1', digest: M1, path: 'models/m1', parent: M0, madeBy: 'sft' };

const IMPOSSIBLE = [
  ['climbs out of the store', '../../etc/passwd', 'is not inside the store'],
  ['is absolute', '/etc/passwd', 'is not inside the store'],
  ['is below a file', 'file.txt/below', 'names no file'],
  ['is no possible name', 'a\0b', 'names no file'],
];

/** The only difference that was found. */
function theOne(findings: Findings): Difference {
  const { differences } = findings.report('demo');
  const [difference] = differences;
  if (!difference || differences.length > 1) throw new Error(`one difference, got ${JSON.stringify(differences)}`);
  return difference;
}

beforeEach(() => store().writeText('file.txt', 'text'));

it.each(IMPOSSIBLE)('names training rows whose path %s', async (_, path = '', problem = '') => {
  const source = { path: imported.path, digest: M0 };
  const dataset = { path, sha256: digestOf('rows') };
  const specification = { objective: 'sft', base: source, reference: null, dataset, output: trained.path };
  const job = `demo-M1-${digestOf(specification).slice('sha256:'.length, 'sha256:'.length + 12)}`;
  await store().writeJson(runLayout('demo').training('M1'), { job, specification });
  const findings = createFindings();
  await checkLineage(store(), 'demo', [imported, trained], findings);
  expect(theOne(findings).place).toBe(runLayout('demo').training('M1'));
  expect(theOne(findings).problem).toContain(problem);
});

it.each(IMPOSSIBLE)('names a model whose path %s', async (_, path = '', problem = '') => {
  const findings = createFindings();
  const model = { ...trained, path };
  await checkModels(storeModels(store().root), [], [{ model, by: 'workflow srlm-demo, event 7' }], findings);
  expect(theOne(findings).place).toBe(path);
  expect(theOne(findings).problem).toContain(problem);
});

it('names a model folder that holds nothing', async () => {
  await mkdir(join(store().root, trained.path), { recursive: true });
  const findings = createFindings();
  await checkModels(storeModels(store().root), [], [{ model: trained, by: 'workflow srlm-demo, event 7' }], findings);
  expect(theOne(findings).place).toBe(trained.path);
  expect(theOne(findings).problem).toContain('holds no model files');
});

it.each(IMPOSSIBLE)('names a file whose path %s', async (_, path = '', problem = '') => {
  const findings = createFindings();
  const named = createNamedFiles(findings);
  named.name({ path, sha256: digestOf('file'), rows: 1, bytes: 1 }, 'workflow srlm-demo, event 7');
  await checkFiles(store(), findings, named);
  expect(theOne(findings).place).toBe(path);
  expect(theOne(findings).problem).toContain(problem);
});
