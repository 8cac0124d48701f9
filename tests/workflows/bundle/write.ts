import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleWorkflows } from './bundle-workflows';

/** Bundles the workflows once for all test files, and tells them by an environment variable where the code is. */
export default async function write(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'srlm-bundle-'));
  const file = join(folder, 'bundle.js');
  writeFileSync(file, (await bundleWorkflows()).code);
  process.env['SRLM_TEST_BUNDLE'] = file;
}
