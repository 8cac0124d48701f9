/* oxlint-disable no-restricted-imports -- runs when the project is built, never in the sandbox */
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';

/**
 * Bundles the compiled workflows beside them, so that a worker starts at once and every worker runs the same code. A
 * worker with encryption keys needs failures turned into payloads also in the sandbox, which is decided here.
 */
async function buildBundle(name: string, converter: { failureConverterPath?: string }): Promise<void> {
  const { code } = await bundleWorkflowCode({
    workflowsPath: require.resolve('./index'),
    logger: new DefaultLogger('WARN'),
    ...converter,
  });
  const file = join(__dirname, name);
  await writeFile(`${file}.tmp`, code);
  await rename(`${file}.tmp`, file);
}

async function buildBundles(): Promise<void> {
  await buildBundle('bundle.js', {});
  await buildBundle('encrypting-bundle.js', {
    failureConverterPath: require.resolve('../temporal/encryption/failure-converter'),
  });
}

buildBundles().catch((error: unknown) => {
  process.stderr.write(
    `The workflows could not be bundled: ${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exitCode = 1;
});
