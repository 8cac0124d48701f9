import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../../infra/embedded/processes/ports';
import { stopGroup } from '../../../infra/embedded/processes/process-group';
import { isAlive, readProcessStat, type ProcessIdentity } from '../../../infra/embedded/processes/process-identity';
import { newProcessToken, spawnDetached } from '../../../infra/embedded/processes/spawn-detached';
import { projectRoot } from '../../../infra/embedded/project-root';
import { diagnose } from '../../../infra/embedded/diagnose';
import { startStack, stopStack } from '../../../infra/embedded/stack';
import {
  resolveStackConfiguration,
  type StackConfiguration,
  type StackPart,
} from '../../../infra/embedded/stack-configuration';
import { identityOf, readUpRecord } from '../../../infra/embedded/up-record';
import { createInferenceHostClient } from '../../../src/clients/inference-host-client';
import { isReady, modelRequest, untilState, writeModelFolder } from '../../unit/inference/host-fixture';

jest.setTimeout(300_000);

const root = mkdtempSync(join(tmpdir(), 'srlm-stack-'));
const configured: StackConfiguration[] = [];
afterAll(async () => {
  // A failed test must not leave servers on the machine.
  for (const { dataFolder } of configured) await stopLeftStack(dataFolder);
  rmSync(root, { recursive: true, force: true });
});
const SERVERS: StackPart[] = ['temporal', 'inference host', 'trainer'];
// Stores of their own, also when the tests around them share one.
const environment = {
  ...process.env,
  SRLM_STORE: undefined,
  SRLM_VLLM_COMMAND: join(__dirname, '../../unit/inference/fake-vllm.mjs'),
};

async function configure(name: string, lines: string[] = []): Promise<StackConfiguration> {
  const [temporal, temporalUi, inferenceHost, trainer, firstModel] = await Promise.all(
    Array.from({ length: 5 }, () => freePort()),
  );
  const ports = Object.fromEntries(
    Object.entries({ temporal, temporalUi, inferenceHost, trainer, firstModel }).filter(
      ([, port]) => port !== undefined,
    ),
  );
  const report = (line: string): void => void lines.push(line);
  const configuration = resolveStackConfiguration(environment, {
    dataFolder: join(root, name),
    ports,
    parts: SERVERS,
    report,
  });
  configured.push(configuration);
  return configuration;
}

async function stopLeftStack(dataFolder: string): Promise<void> {
  const record = readUpRecord(dataFolder);
  if (!record) return;
  for (const each of record.processes) {
    const identity = identityOf(each);
    if (identity) await stopGroup(identity, 5_000);
  }
}

function processOf(dataFolder: string, name: string): ProcessIdentity {
  const process = readUpRecord(dataFolder)?.processes.find((each) => each.name === name);
  const identity = process && identityOf(process);
  if (!identity) throw new Error(`${name} has no process`);
  return identity;
}

/** `srlm up` without the command line around it, in a process that can be killed. */
async function superviseElsewhere(configuration: StackConfiguration): Promise<ProcessIdentity> {
  const stack = JSON.stringify(join(projectRoot(), 'dist', 'infra', 'embedded', 'stack.js'));
  const { report: _report, environment: _environment, ...rest } = configuration;
  const script = `require(${stack}).runStack({ ...${JSON.stringify(rest)}, environment: process.env, report: console.log }, () => console.log('READY'))`;
  const supervisor = await spawnDetached({
    command: process.execPath,
    arguments: ['-e', script],
    environment,
    logFile: join(configuration.dataFolder, 'supervisor.log'),
    token: newProcessToken(),
  });
  const isUp = (): boolean => readUpRecord(configuration.dataFolder)?.processes.length === SERVERS.length;
  while (!isUp()) {
    if (!isAlive(supervisor)) throw new Error('The supervisor ended');
    await sleep(50);
  }
  return supervisor;
}

it('starts every server, starts one again that was killed, and stops them all', async () => {
  const lines: string[] = [];
  const configuration = await configure('plain', lines);
  const stack = await startStack(configuration);
  const identities = SERVERS.map((name) => processOf(configuration.dataFolder, name));
  await expect(startStack(configuration)).rejects.toThrow(/is already running under process/);
  const unwell = (await diagnose(configuration)).filter((each) => each.name.endsWith('process') && each.state !== 'ok');
  expect(unwell).toEqual([]);

  process.kill(processOf(configuration.dataFolder, 'trainer').pid, 'SIGKILL');
  while (lines.filter((line) => line === 'trainer: ready').length < 2) await sleep(50);
  await stack.stop();
  expect(identities.map(isAlive)).toEqual([false, false, false]);
  expect(lines.filter((line) => line.endsWith('stopping'))).toEqual([
    'trainer: stopping',
    'inference host: stopping',
    'temporal: stopping',
  ]);
  expect(existsSync(join(configuration.dataFolder, 'up.json'))).toBe(false);
});

it('takes over everything after its supervisor was killed', async () => {
  const lines: string[] = [];
  const configuration = await configure('killed', lines);
  const supervisor = await superviseElsewhere(configuration);
  while (processOf(configuration.dataFolder, 'trainer') === undefined) await sleep(50);
  process.kill(supervisor.pid, 'SIGKILL');
  while (isAlive(supervisor)) await sleep(10);
  const before = SERVERS.map((name) => processOf(configuration.dataFolder, name));

  const stack = await startStack(configuration);
  const after = SERVERS.map((name) => processOf(configuration.dataFolder, name));
  const adopted = lines.filter((line) => line.includes('found running')).length;
  expect(after.filter((each, index) => each.pid === before[index]?.pid)).toHaveLength(adopted);
  await stack.stop();
  expect([...before, ...after].map(isAlive)).not.toContain(true);
});

it('can be stopped from outside, with its supervisor and without, and no model server outlives it', async () => {
  const configuration = await configure('outside');
  const supervisor = await superviseElsewhere(configuration);
  writeModelFolder(configuration.storeFolder, 'M1');
  const client = createInferenceHostClient({ baseUrl: `http://127.0.0.1:${configuration.ports.inferenceHost}` });
  while (
    !(await client.health().then(
      () => true,
      () => false,
    ))
  )
    await sleep(50);
  await client.put('policy', { strategy: 'reload', model: modelRequest('M1', 'a') });
  const { pid } = await untilState(client, 'policy', isReady);
  const identities = SERVERS.map((name) => processOf(configuration.dataFolder, name));
  process.kill(supervisor.pid, 'SIGKILL');
  process.kill(processOf(configuration.dataFolder, 'inference host').pid, 'SIGKILL');
  while (isAlive(supervisor)) await sleep(10);
  await stopStack(configuration.dataFolder, () => {});
  expect(identities.map(isAlive)).toEqual([false, false, false]);
  // Nobody may have read the exit code of an orphan: it is dead all the same.
  expect(readProcessStat(pid ?? 0)?.runs ?? false).toBe(false);

  const again = await superviseElsewhere(configuration);
  await stopStack(configuration.dataFolder, () => {});
  expect(isAlive(again)).toBe(false);
  expect(readUpRecord(configuration.dataFolder)).toBeUndefined();
  await stopGroup(again, 1_000);
});
