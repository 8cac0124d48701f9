import { Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time';
import { SEARCH_ATTRIBUTES } from './temporal-arguments';

export const NAMESPACE = 'default';
const CONNECT_TIMEOUT_MS = 2_000;
// Runs last days and are audited afterwards; the dev server alone would forget a finished workflow after one day.
const RETENTION = '720h';

/** True when something at the address answers as a Temporal server that has our namespace. */
export async function isTemporalHealthy(address: string): Promise<boolean> {
  try {
    await withConnection(address, (connection) =>
      connection.workflowService.describeNamespace({ namespace: NAMESPACE }),
    );
    return true;
  } catch {
    // Not there, not ready, or not Temporal: the caller only asks whether it can be used now.
    return false;
  }
}

/** Sets the retention and adds search attributes that are missing, which they are on a server that was started by hand. */
export async function prepareNamespace(address: string): Promise<void> {
  await withConnection(address, async (connection) => {
    await connection.workflowService.updateNamespace({
      namespace: NAMESPACE,
      config: { workflowExecutionRetentionTtl: msToTs(RETENTION) },
    });
    const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace: NAMESPACE });
    const missing = Object.entries(SEARCH_ATTRIBUTES).filter(([name]) => !(name in customAttributes));
    if (missing.length === 0) return;
    const searchAttributes = Object.fromEntries(missing.map(([name, attribute]) => [name, attribute.type]));
    await connection.operatorService.addSearchAttributes({ namespace: NAMESPACE, searchAttributes });
  });
}

async function withConnection<T>(address: string, work: (connection: Connection) => Promise<T>): Promise<T> {
  const connection = await Connection.connect({ address, connectTimeout: CONNECT_TIMEOUT_MS });
  try {
    return await connection.withDeadline(Date.now() + 5 * CONNECT_TIMEOUT_MS, () => work(connection));
  } finally {
    await connection.close();
  }
}
