import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exitCodeHelp } from '../../../src/cli/exit-codes';
import { main } from '../../../src/cli/main';
import { srlmVersion } from '../../../src/core/version';
import { readEnvironment } from '../../../src/env';
import { resolveRecipe } from '../../../src/recipes/recipe';
import { recordingTerminal } from './recording-terminal';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'srlm-cli-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function srlm(...words: string[]) {
  const terminal = recordingTerminal();
  const exitCode = await main(words, {
    terminal,
    // Nothing listens on port 1.
    environment: () => readEnvironment({ SRLM_TEMPORAL_ADDRESS: '127.0.0.1:1', SRLM_STORE: join(folder, 'store') }),
    interrupted: () => new AbortController().signal,
  });
  return { exitCode, out: terminal.written.join('\n'), log: terminal.logged.join('\n') };
}

const COMMANDS = [
  'up',
  'down',
  'doctor',
  'methods',
  'init',
  'run',
  'status',
  'watch',
  'report',
  'pause',
  'resume',
  'approve',
  'reject',
  'extend',
  'stop',
  'data',
  'setup',
  'scorer',
];

describe('srlm', () => {
  it('explains itself: commands, exit codes and environment', async () => {
    const { exitCode, out } = await srlm('--help');
    expect(exitCode).toBe(0);
    for (const command of COMMANDS) expect(out).toMatch(new RegExp(`^  ${command}\\b`, 'm'));
    expect(out).toContain(exitCodeHelp());
    expect(out).toMatch(/^ {2}SRLM_METHODS +Folders of methods of your own/m);
    expect(out).toMatch(/SRLM_TEMPORAL_ADDRESS .*Default: 127\.0\.0\.1:7233/);
  });

  it.each(['--version', '-V'])('says with %s what runs: one line, its own version and that of Node', async (option) => {
    expect(await srlm(option)).toEqual({ exitCode: 0, out: `srlm ${srlmVersion} (Node ${process.version})`, log: '' });
  });

  it.each(COMMANDS)('explains %s with an example', async (command) => {
    const { exitCode, out } = await srlm(command, '--help');
    expect(exitCode).toBe(0);
    expect(out).toMatch(new RegExp(`Examples?:\\n  srlm ${command}`));
  });

  it.each([
    ['an unknown command', ['frobnicate'], "unknown command 'frobnicate'"],
    ['a missing argument', ['run'], 'RECIPE'],
    ['a missing option', ['reject', 'demo'], '--reason'],
    ['a choice that is none', ['reject', 'demo', '--reason', 'x', '--action', 'retry'], 'redo, stop'],
    ['a number out of bounds', ['extend', 'demo', '0'], '>=1'],
    ['a name that would leave the store', ['watch', '../demo'], '"../demo" is no name of a run'],
  ])('answers %s with exit code 2 and what is wrong', async (_, words, message) => {
    const { exitCode, out, log } = await srlm(...words);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
    expect(log).toContain(message);
  });

  it('prints the resolved recipe of a dry run', async () => {
    const { exitCode, out } = await srlm('run', '{"run": "demo"}', '--dry-run', '--name', 'demo-2');
    expect(exitCode).toBe(0);
    expect(JSON.parse(out)).toEqual(resolveRecipe({ run: 'demo-2' }));
  });

  it('refuses an invalid recipe before it talks to a server', async () => {
    expect(await srlm('run', '{"run": "demo", "sed": 1}')).toEqual({
      exitCode: 2,
      out: '',
      log: 'RECIPE has problems:\n- sed: is not a field of the recipe',
    });
  });

  // gRPC tries again until the time for connecting is over, so this takes seconds.
  it('says in one sentence that no server answers', async () => {
    const sentence =
      'No Temporal server answers at 127.0.0.1:1; start one with `srlm up`, or set SRLM_TEMPORAL_ADDRESS to the one that runs';
    const answers = await Promise.all([
      srlm('run', '{"run": "demo"}'),
      srlm('status', 'demo'),
      srlm('approve', 'demo', '--note', 'good'),
    ]);
    for (const answer of answers) expect(answer).toEqual({ exitCode: 4, out: '', log: sentence });
  }, 20_000);

  it('says that the store has no such run', async () => {
    const { exitCode, log } = await srlm('report', 'demo');
    expect(exitCode).toBe(3);
    expect(log).toContain('has no run "demo"');
  });

  it('writes a recipe once and leaves a file that is there alone', async () => {
    const file = join(folder, 'demo.yaml');
    expect(await srlm('init', file, '--name', 'demo')).toMatchObject({ exitCode: 0, out: '' });
    const written = await readFile(file, 'utf8');
    expect((await srlm('init', '--name', 'demo')).out).toBe(written.trimEnd());
    const again = await srlm('init', file);
    expect(again.exitCode).toBe(2);
    expect(again.log).toContain('exists');
    expect(await readFile(file, 'utf8')).toBe(written);
  });
});
