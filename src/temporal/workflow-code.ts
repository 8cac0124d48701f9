import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { TemporalSettings } from './connection-options';

/** The bundle that `npm run build` makes; without it a worker bundles at its start, which takes seconds. */
export function workflowCode({ encryptionKeysFile }: Pick<TemporalSettings, 'encryptionKeysFile'>) {
  // Failures of workflows are encrypted inside the sandbox, which takes a bundle of its own.
  const bundle = encryptionKeysFile === undefined ? 'bundle.js' : 'encrypting-bundle.js';
  const codePath = join(__dirname, '..', 'workflows', bundle);
  return existsSync(codePath)
    ? { workflowBundle: { codePath } }
    : { workflowsPath: require.resolve('../workflows/index') };
}
