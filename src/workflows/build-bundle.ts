/* oxlint-disable no-restricted-imports -- runs when the project is built, never in the sandbox */
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';

/** Bundles the compiled workflows beside them, so that a worker starts at once and every worker runs the same code. */
async function buildBundle(): Promise<void> {
  const { code } = await bundleWorkflowCode({
    workflowsPath: require.resolve('./index'),
    logger: new DefaultLogger('WARN'),
  });
  const file = join(__dirname, 'bundle.js');
  await writeFile(`${file}.tmp`, code);
  await rename(`${file}.tmp`, file);
}

buildBundle().catch((error: unknown) => {
  process.stderr.write(
    `The workflows could not be bundled: ${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exitCode = 1;
});
