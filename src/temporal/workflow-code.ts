import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { bundleName, type BundleKind } from './workflow-bundle';

/**
 * The bundle that `npm run build` makes; without it a worker bundles at its start, which takes seconds.
 * @throws when a bundle that traces is not there
 */
export function workflowCode(kind: BundleKind) {
  const codePath = join(__dirname, '..', 'workflows', bundleName(kind));
  if (existsSync(codePath)) return { workflowBundle: { codePath } };
  if (kind.traces) throw new Error(`${codePath} does not exist; make it with "npm run build", or do not trace`);
  return { workflowsPath: require.resolve('../workflows/index') };
}
