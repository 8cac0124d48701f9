import { join } from 'node:path';
import { main } from '../../../../src/cli/main';
import { readEnvironment } from '../../../../src/env';
import { RUN, writeRecipe } from '../../report/fabricated-run';
import { temporaryStore } from '../../report/temporary-store';
import { recordingTerminal } from '../recording-terminal';

const store = temporaryStore();

async function audit(...words: string[]) {
  const terminal = recordingTerminal();
  const environment = () => readEnvironment({ SRLM_STORE: store().root });
  const interrupted = () => new AbortController().signal;
  const exitCode = await main(['audit', ...words], { terminal, environment, interrupted });
  return { exitCode, out: terminal.written.join('\n'), log: terminal.logged.join('\n') };
}

it.each([
  ['is missing', 'nowhere'],
  ['is a file', join('runs', RUN, 'recipe.json')],
])('says in one sentence that the folder of histories %s', async (_, name) => {
  await writeRecipe(store());
  const folder = join(store().root, name);
  const log = `There is no folder ${folder}; --histories names a folder of exported histories`;
  await expect(audit(RUN, '--histories', folder)).resolves.toEqual({ exitCode: 3, out: '', log });
  const file = join(store().root, 'bundle');
  await expect(audit('export', RUN, file, '--histories', folder)).resolves.toEqual({ exitCode: 3, out: '', log });
});

it.each(['export', 'verify', 'run'])('takes a run that is named %s like one of its commands', async (name) => {
  const { exitCode, log } = await audit('run', name);
  expect(exitCode).toBe(3);
  expect(log).toContain(`has no run "${name}"`);
});
