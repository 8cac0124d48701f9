import { join } from 'node:path';
import { bundleWorkflowCode, DefaultLogger, type BundleOptions, type WorkflowBundle } from '@temporalio/worker';

const WORKFLOWS = join(__dirname, '..', '..', '..', 'src', 'workflows', 'index.ts');

export function bundleWorkflows(options: Partial<BundleOptions> = {}): Promise<WorkflowBundle> {
  return bundleWorkflowCode({ workflowsPath: WORKFLOWS, logger: new DefaultLogger('WARN'), ...options });
}
