import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFileSystemStore } from '../../store/file-system-store';
import { auditRun } from '../audit-run';
import type { AuditSources, ModelFolders } from '../audit-sources';
import { createFindings, type AuditReport } from '../findings';
import { exportedHistories } from '../histories/exported-histories';
import { storeModels } from '../models/store-models';
import { HISTORIES_FOLDER, type BundleHeader } from './bundle-lines';
import { unpackBundle, type UnpackedBundle } from './unpack-bundle';

export interface VerifiedBundle extends AuditReport {
  bundle: BundleHeader & { sha256: string };
}

/** Audits a bundle without server and store. `weights` is a store whose model folders are hashed where it has them. */
export async function verifyBundle(
  file: string,
  options: Pick<AuditSources, 'workflowCode' | 'dataConverter' | 'selectorFile'> & { weights?: string | undefined },
): Promise<VerifiedBundle> {
  const { weights, workflowCode, dataConverter, selectorFile } = options;
  const folder = await mkdtemp(join(tmpdir(), 'srlm-audit-'));
  try {
    const findings = createFindings();
    const unpacked = await unpackBundle(file, folder, findings);
    const histories = join(folder, HISTORIES_FOLDER);
    await mkdir(histories, { recursive: true });
    const report = await auditRun(
      {
        run: unpacked.header.run,
        store: createFileSystemStore(folder),
        models: bundleModels(unpacked, weights),
        histories: exportedHistories(histories, findings),
        workflowCode,
        ...(dataConverter ? { dataConverter } : {}),
        selectorFile,
      },
      findings,
    );
    return { ...report, bundle: { ...unpacked.header, sha256: unpacked.sha256 } };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function bundleModels({ models }: UnpackedBundle, weights: string | undefined): ModelFolders {
  const hashed = weights === undefined ? undefined : storeModels(weights);
  return {
    async files(path) {
      const listed = models.get(path);
      return (await hashed?.files(path)) ?? (listed ? { kind: 'listed', files: listed } : undefined);
    },
  };
}
