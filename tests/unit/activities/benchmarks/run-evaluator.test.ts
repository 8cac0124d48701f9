import { createCommandRunner } from '../../../../src/clients/command-runner';
import { environmentOfCommands } from '../../../../src/env';
import { benchmarkFixture } from './benchmark-fixture';

jest.setTimeout(60_000);

const fixture = benchmarkFixture();
const { run, left } = fixture;
const commands = createCommandRunner((own) =>
  environmentOfCommands(own, { PATH: process.env['PATH'], SRLM_KEY_JUDGE: 'secret', SRLM_TRAINER_TOKEN: 'secret' }),
);
const node = (code: string, ...words: string[]) => ['node', '-e', code, ...words];

describe('a program as a benchmark', () => {
  it('is told the served model, and what it prints is kept', async () => {
    const code =
      'console.log(process.argv.slice(1).join(" ")); console.error(Object.keys(process.env).filter((name) => name.startsWith("SRLM")).join())';
    const command = node(code, '{model}', '{endpoint}/v1', '{other}');
    const { summary } = await run({ kind: 'command', name: 'echo', command }, { commands });
    expect(summary).toMatchObject({ name: 'echo', kind: 'command', headline: null, failure: null });
    expect(await left('echo', 'attempt-1.log')).toMatch(/^m http:\/\/127\.0\.0\.1:\d+\/v1 \{other\}\n\n$/);
    expect(await left('echo', 'attempt-1.json')).toMatchObject({ exitCode: 0, summary: { failure: null } });
  });

  it('that fails is told of and tried again, and ends the run where it is required', async () => {
    const failing = { kind: 'command', name: 'fails', command: node('console.log("why"); process.exit(3)') };
    expect((await run(failing, { commands })).summary.failure).toBe('it ended with exit code 3');
    expect((await run(failing, { commands })).summary.failure).toBe('it ended with exit code 3');
    expect(await left('fails', 'attempt-2.log')).toBe('why\n');
    await expect(run({ ...failing, name: 'must', required: true }, { commands })).rejects.toThrow(
      'The evaluator "must" failed: it ended with exit code 3',
    );
    const missing = { kind: 'command', name: 'missing', command: ['no-such-program'] };
    expect((await run(missing, { commands })).summary.failure).toContain('it could not be started');
  });

  it('that does not end in time is ended with what it started', async () => {
    const forever =
      'require("child_process").spawn("sleep", ["600"], { stdio: "inherit" }); setInterval(() => {}, 1000)';
    const slow = { kind: 'command', name: 'slow', command: node(forever), timeLimitMinutes: 0.02 };
    expect((await run(slow, { commands })).summary.failure).toBe('it did not end within 0.02 minutes');
  });

  it('ends when it ends, whatever it left behind with its output', async () => {
    const leaves = 'require("child_process").spawn("sleep", ["600"], { stdio: "inherit" }).unref(); process.exit(0)';
    const began = performance.now();
    const { summary } = await run({ kind: 'command', name: 'leaves', command: node(leaves) }, { commands });
    expect(summary.failure).toBeNull();
    expect(performance.now() - began).toBeLessThan(30_000);
  });

  it('runs only where the worker allows it', async () => {
    const { summary } = await run({ kind: 'command', name: 'not-here', command: ['true'] });
    expect(summary.failure).toContain('SRLM_ALLOW_COMMANDS=true');
  });
});
