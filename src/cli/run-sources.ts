import { stat } from 'node:fs/promises';
import { Runtime, DefaultLogger } from '@temporalio/worker';
import type { AuditSources } from '../audit/audit-sources';
import { createFindings, type Findings } from '../audit/findings';
import { exportedHistories } from '../audit/histories/exported-histories';
import { storeModels } from '../audit/models/store-models';
import { isErrorWithCode } from '../core/error-code';
import { createFileSystemStore } from '../store/file-system-store';
import { runLayout } from '../store/run-layout';
import { withClient } from '../temporal/connect-client';
import type { TemporalSettings } from '../temporal/connection-options';
import { createDataConverter } from '../temporal/encryption/data-converter';
import { runHistories } from '../temporal/run-histories';
import { workflowCode } from '../temporal/workflow-code';
import type { CommandContext } from './command-context';
import { NotFoundError } from './errors';

export interface RunSourceOptions {
  store?: string;
  histories?: string;
}

/** Gives an audit what it reads: the store, and the histories of the server or of a folder. @throws NotFoundError */
export async function withRunSources<T>(
  context: CommandContext,
  run: string,
  options: RunSourceOptions,
  work: (sources: AuditSources, findings: Findings) => Promise<T>,
): Promise<T> {
  const { store: configured, temporal } = context.environment();
  const root = options.store ?? configured;
  const store = createFileSystemStore(root);
  if (!(await store.find(runLayout(run).recipe)))
    throw new NotFoundError(`The store ${root} has no run "${run}"; --store or SRLM_STORE names another store`);
  const findings = createFindings();
  const common = { run, store, models: storeModels(root), ...replaying(temporal) };
  const { histories } = options;
  if (histories !== undefined) {
    if (!(await isFolder(histories)))
      throw new NotFoundError(`There is no folder ${histories}; --histories names a folder of exported histories`);
    return work({ ...common, histories: exportedHistories(histories, findings) }, findings);
  }
  return withClient(temporal, (client) => work({ ...common, histories: runHistories(client, run) }, findings));
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    if (isErrorWithCode(error, 'ENOENT') || isErrorWithCode(error, 'ENOTDIR')) return false;
    throw error;
  }
}

/** The workflow code to replay with, and what reads encrypted histories. */
export function replaying(temporal: TemporalSettings) {
  const encrypts = temporal.encryptionKeysFile !== undefined;
  // Spans are no commands, so that a history replays without them.
  return { workflowCode: workflowCode({ encrypts, traces: false }), dataConverter: createDataConverter(temporal) };
}

/** Replays quietly, and ends the runtime afterwards, which otherwise keeps the process alive. */
export async function withReplay<T>(work: () => Promise<T>): Promise<T> {
  Runtime.install({
    logger: new DefaultLogger('ERROR'),
    telemetryOptions: { logging: { forward: {}, filter: 'ERROR' } },
  });
  try {
    return await work();
  } finally {
    await Runtime.instance().shutdown();
  }
}
