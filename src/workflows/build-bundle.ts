/* oxlint-disable no-restricted-imports -- runs when the project is built, never in the sandbox */
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { bundleKinds, bundleName, bundleOptions, type BundleKind } from '../temporal/workflow-bundle';

/** Bundles the compiled workflows beside them, so that a worker starts at once and every worker runs the same code. */
async function buildBundle(kind: BundleKind): Promise<void> {
  const { code } = await bundleWorkflowCode({
    workflowsPath: require.resolve('./index'),
    logger: new DefaultLogger('WARN'),
    ...bundleOptions(kind),
  });
  const file = join(__dirname, bundleName(kind));
  await writeFile(`${file}.tmp`, code);
  await rename(`${file}.tmp`, file);
}

async function buildBundles(): Promise<void> {
  for (const kind of bundleKinds) await buildBundle(kind);
}

buildBundles().catch((error: unknown) => {
  process.stderr.write(
    `The workflows could not be bundled: ${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exitCode = 1;
});
