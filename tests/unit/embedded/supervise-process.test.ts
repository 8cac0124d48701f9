import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ProcessSpecification } from '../../../infra/embedded/process-specification';
import { freePort, isPortFree } from '../../../infra/embedded/processes/ports';
import { isAlive } from '../../../infra/embedded/processes/process-identity';
import { superviseProcess } from '../../../infra/embedded/supervise-process';
import type { UpProcess } from '../../../infra/embedded/up-record';

jest.setTimeout(30_000);

const folder = mkdtempSync(join(tmpdir(), 'srlm-supervise-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const listen = (port: number): string => `require('net').createServer(s => s.end()).listen(${port}, '127.0.0.1')`;

function specification(port: number, script: string): ProcessSpecification {
  return {
    name: 'trainer',
    command: process.execPath,
    arguments: ['-e', script],
    environment: process.env,
    folder,
    logFile: join(folder, 'trainer.log'),
    port: { number: port, variable: 'SRLM_TRAINER_PORT' },
    isReady: async () => !(await isPortFree(port)),
    readyWithinMs: 10_000,
    stopGraceMs: 2_000,
    leftover: 'adopt',
  };
}

function supervision() {
  const lines: string[] = [];
  const records: UpProcess[] = [];
  const ending = new AbortController();
  return {
    lines,
    records,
    ending,
    options: {
      leftover: undefined,
      record: (process: UpProcess) => void records.push(process),
      report: (line: string) => void lines.push(line),
      signal: ending.signal,
    },
  };
}

it('starts a process again that ends by itself, and stops it for good', async () => {
  const port = await freePort();
  const { lines, records, ending, options } = supervision();
  const supervised = await superviseProcess(specification(port, listen(port)), options);
  process.kill(records.at(-1)?.identity?.pid ?? 0, 'SIGKILL');
  while (lines.filter((line) => line === 'trainer: ready').length < 2) await sleep(20);
  expect(lines).toContainEqual(expect.stringMatching(/ended by itself; starting it again in 1 s/));
  ending.abort();
  await supervised.stop();
  const last = records.at(-1)?.identity;
  expect(last && isAlive(last)).toBe(false);
});

it('takes over a process that an earlier supervisor left running', async () => {
  const port = await freePort();
  const earlier = supervision();
  const first = await superviseProcess(specification(port, listen(port)), earlier.options);
  const identity = earlier.records.at(-1)?.identity ?? undefined;
  const later = supervision();
  const second = await superviseProcess(specification(port, listen(port)), { ...later.options, leftover: identity });
  expect(later.lines).toEqual([`trainer: found running (process ${identity?.pid})`]);
  for (const each of [earlier, later]) each.ending.abort();
  await Promise.all([first.stop(), second.stop()]);
  expect(identity && isAlive(identity)).toBe(false);
});

it('names the port and the variable when another program listens there', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const address = other.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const start = superviseProcess(specification(port, ''), supervision().options);
  await expect(start).rejects.toThrow(
    `trainer: port ${port} is used by another program; stop that program, or set SRLM_TRAINER_PORT`,
  );
  other.close();
});

it('points at the log when the process ends while it is starting', async () => {
  const start = superviseProcess(specification(await freePort(), 'process.exit(3)'), supervision().options);
  await expect(start).rejects.toThrow(/trainer: ended while it was starting; see .*trainer\.log/);
});
