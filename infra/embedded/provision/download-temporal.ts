import { chmodSync, copyFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ProvisionContext } from './context';
import { ProvisionError } from './provision-error';

/** Temporal's own test kit can download the dev server; it does so when an environment starts, so one is started and stopped. */
export async function downloadTemporal(destination: string, context: ProvisionContext): Promise<void> {
  context.report('temporal server: Go is not on the PATH, so the server is downloaded through @temporalio/testing');
  const downloadDir = mkdtempSync(join(tmpdir(), 'srlm-temporal-'));
  try {
    const { TestWorkflowEnvironment } = await import('@temporalio/testing');
    const started = await TestWorkflowEnvironment.createLocal({
      server: { executable: { type: 'cached-download', downloadDir } },
    });
    await started.teardown();
    const [file] = readdirSync(downloadDir);
    if (!file) throw new Error('the download left no file');
    copyFileSync(join(downloadDir, file), destination);
    chmodSync(destination, 0o755);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ProvisionError(
      `The Temporal server is missing: neither \`temporal\` nor \`go\` is on the PATH, and the download failed (${reason}); install Go 1.25 or Temporal's CLI and run this again`,
      { cause },
    );
  } finally {
    rmSync(downloadDir, { recursive: true, force: true });
  }
}
