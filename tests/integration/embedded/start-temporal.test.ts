import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { freePort } from '../../../infra/embedded/processes/ports';
import { ensureTemporal } from '../../../infra/embedded/provision/ensure-temporal';
import { startTemporal, type StartTemporalOptions } from '../../../infra/temporal/start-temporal';
import { SEARCH_ATTRIBUTES } from '../../../infra/temporal/temporal-arguments';

jest.setTimeout(120_000);

const folder = mkdtempSync(join(tmpdir(), 'srlm-temporal-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function options(): Promise<StartTemporalOptions> {
  return {
    executable: await ensureTemporal({ environment: process.env, report: () => {} }),
    dbFile: join(folder, 'temporal.db'),
    port: await freePort(),
    uiPort: await freePort(),
    logFile: join(folder, 'temporal.log'),
    environment: process.env,
  };
}

async function withClient<T>(address: string, work: (client: Client) => Promise<T>): Promise<T> {
  const connection = await Connection.connect({ address });
  try {
    return await work(new Client({ connection }));
  } finally {
    await connection.close();
  }
}

it('keeps workflows over a restart, remembers them for 30 days and knows the search attributes', async () => {
  const settings = await options();
  const first = await startTemporal(settings);
  if (first.kind !== 'started') throw new Error('A server was there already');
  await withClient(first.address, (client) =>
    client.workflow.start('anything', { taskQueue: 'none', workflowId: 'kept' }),
  );
  expect(await startTemporal(settings)).toEqual({ kind: 'adopted', address: first.address });
  await first.stop();

  const second = await startTemporal(settings);
  if (second.kind !== 'started') throw new Error('The first server is still there');
  await withClient(second.address, async (client) => {
    expect((await client.workflow.getHandle('kept').describe()).status.name).toBe('RUNNING');
    const { config } = await client.workflowService.describeNamespace({ namespace: 'default' });
    expect(Number(config?.workflowExecutionRetentionTtl?.seconds)).toBe(720 * 3600);
    const { customAttributes } = await client.connection.operatorService.listSearchAttributes({ namespace: 'default' });
    expect(Object.keys(customAttributes)).toEqual(expect.arrayContaining(Object.keys(SEARCH_ATTRIBUTES)));
  });
  await second.stop();
});

it('says so when the port belongs to another program', async () => {
  const settings = await options();
  const other = createServer((_request, response) => response.end('not Temporal'));
  await new Promise<void>((resolve) => other.listen(settings.port, '127.0.0.1', resolve));
  await expect(startTemporal(settings)).rejects.toThrow(
    `Port ${settings.port} for Temporal is used by a program that is not Temporal`,
  );
  other.closeAllConnections();
  other.close();
});
