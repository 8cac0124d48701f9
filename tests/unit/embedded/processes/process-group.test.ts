import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findByEnvironment, groupMembers, stopGroup } from '../../../../infra/embedded/processes/process-group';
import { identify, isAlive, type ProcessIdentity } from '../../../../infra/embedded/processes/process-identity';
import { newProcessToken, spawnDetached, tokenEntry } from '../../../../infra/embedded/processes/spawn-detached';

const folder = mkdtempSync(join(tmpdir(), 'srlm-group-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const start = (script: string, token = newProcessToken()): Promise<ProcessIdentity> =>
  spawnDetached({
    command: 'sh',
    arguments: ['-c', script],
    environment: process.env,
    logFile: join(folder, 'log'),
    token,
  });

async function untilMembers(leader: ProcessIdentity, count: number): Promise<void> {
  while (groupMembers(leader).length !== count) await sleep(10);
}

it('stops a leader together with its children', async () => {
  const leader = await start('sleep 60 & sleep 60');
  await untilMembers(leader, 3);
  await stopGroup(leader, 5_000);
  expect(groupMembers(leader)).toEqual([]);
});

it('kills children whose leader is dead, without waiting for the grace time', async () => {
  const leader = await start('(trap "" TERM; while :; do sleep 1; done) & while :; do sleep 1; done');
  await untilMembers(leader, 4);
  process.kill(leader.pid, 'SIGKILL');
  while (isAlive(leader)) await sleep(10);
  await stopGroup(leader, 600_000);
  expect(groupMembers(leader)).toEqual([]);
});

it('leaves a process alone that only has the number of another one', async () => {
  const leader = await start('sleep 60');
  await stopGroup({ ...leader, startTicks: leader.startTicks - 1 }, 1_000);
  expect(isAlive(leader)).toBe(true);
  await stopGroup(leader, 1_000);
});

it('finds a process whose number was never written down', async () => {
  const token = newProcessToken();
  const leader = await start('exec sleep 60', token);
  expect(findByEnvironment(tokenEntry(token))).toEqual(leader);
  await stopGroup(leader, 1_000);
  expect(findByEnvironment(tokenEntry(token))).toBeUndefined();
});

it('knows that it is alive itself', () => {
  const own = identify(process.pid);
  expect(own && isAlive(own)).toBe(true);
});
