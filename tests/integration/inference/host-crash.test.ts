import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readProcessStat } from '../../../infra/embedded/processes/process-identity';
import { isReady, modelRequest, untilState, writeModelFolder } from '../../unit/inference/host-fixture';
import { hostProcessFactory } from './host-process';

jest.setTimeout(60_000);

const store = mkdtempSync(join(tmpdir(), 'srlm-store-'));
const fakeVllm = join(__dirname, '../../unit/inference/fake-vllm.mjs');
afterAll(() => rmSync(store, { recursive: true, force: true }));

const isRunning = (pid: number | null | undefined): boolean => {
  const stat = pid ? readProcessStat(pid) : undefined;
  return stat?.runs ?? false;
};

it('a killed host finds its server again and can stop it', async () => {
  writeModelFolder(store, 'M1');
  const start = hostProcessFactory(store, fakeVllm);
  const first = await start();
  await first.client.put('policy', { strategy: 'reload', model: modelRequest('M1', 'a') });
  const before = await untilState(first.client, 'policy', isReady);
  await first.kill();
  expect(isRunning(before.pid)).toBe(true);

  const second = await start();
  const after = await untilState(second.client, 'policy', isReady);
  expect(after.pid).toBe(before.pid);
  await second.stop();
  expect(isRunning(before.pid)).toBe(false);
});

it('a host that was killed while its server was starting leaves no second server', async () => {
  writeModelFolder(store, 'M2');
  const start = hostProcessFactory(store, fakeVllm);
  const first = await start();
  await first.client.put('policy', { strategy: 'restart', model: modelRequest('M2', 'b') });
  await first.kill();

  const second = await start();
  const ready = await untilState(second.client, 'policy', isReady);
  expect(ready.servedModelName).toBe('M2-bbbbbbbb');
  await second.stop();
  expect(isRunning(ready.pid)).toBe(false);
});

it('a server that died while the host was away is started again', async () => {
  writeModelFolder(store, 'M3');
  const start = hostProcessFactory(store, fakeVllm);
  const first = await start();
  await first.client.put('policy', { strategy: 'reload', model: modelRequest('M3', 'c') });
  const before = await untilState(first.client, 'policy', isReady);
  await first.kill();
  process.kill(before.pid ?? 0, 'SIGKILL');

  const second = await start();
  const after = await untilState(second.client, 'policy', isReady);
  expect(after.pid).not.toBe(before.pid);
  await second.stop();
});
