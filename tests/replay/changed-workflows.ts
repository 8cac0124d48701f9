import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundleWorkflowCode, DefaultLogger, type BundleOptions, type WorkflowBundle } from '@temporalio/worker';

const root = join(__dirname, '..', '..');

/** A change to one place of the workflows. */
export interface WorkflowChange {
  file: string;
  from: string;
  to: string;
}

/** Bundles a copy of the workflows with changes made to it. @throws when a place that is to be changed is not there. */
export async function bundleChanged(
  changes: readonly WorkflowChange[],
  options: Partial<BundleOptions> = {},
): Promise<WorkflowBundle> {
  // Inside the project, where the packages that the workflows import are found.
  await mkdir(join(root, '.srlm'), { recursive: true });
  const copy = await mkdtemp(join(root, '.srlm', 'changed-workflows-'));
  try {
    for (const room of ['workflows', 'core', 'recipes', 'serving'])
      await cp(join(root, 'src', room), join(copy, room), { recursive: true });
    for (const { file, from, to } of changes) {
      const path = join(copy, 'workflows', file);
      const source = await readFile(path, 'utf8');
      if (!source.includes(from)) throw new Error(`${file} does not contain ${from}; choose another place to change`);
      await writeFile(path, source.replace(from, to));
    }
    return await bundleWorkflowCode({
      workflowsPath: join(copy, 'workflows', 'index.ts'),
      logger: new DefaultLogger('WARN'),
      ...options,
    });
  } finally {
    await rm(copy, { recursive: true });
  }
}
