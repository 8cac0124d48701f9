import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CommandContext } from '../../../../src/cli/command-context';
import { main } from '../../../../src/cli/main';
import type { Terminal } from '../../../../src/cli/terminal';
import { readEnvironment } from '../../../../src/env';
import { iterationLayout, shardName } from '../../../../src/store/run-layout';
import { RUN, writeIteration, writeRecipe } from '../../report/fabricated-run';
import { temporaryStore } from '../../report/temporary-store';
import { recordingTerminal } from '../recording-terminal';

const store = temporaryStore();

function contextWith(terminal: Terminal): CommandContext {
  return { terminal, environment: () => readEnvironment({}), interrupted: () => new AbortController().signal };
}

async function select(recipe: string, ...more: string[]) {
  await writeRecipe(store());
  await writeIteration(store(), { iteration: 1, prompts: 6 });
  const layout = iterationLayout(RUN, 1, 1);
  const at = (path: string) => join(store().root, path);
  const files = (of: (shard: number) => string) => [0, 1].map((shard) => at(of(shard)));
  const terminal = recordingTerminal();
  const words = [
    '--recipe',
    recipe,
    '--responses',
    ...files(layout.responses),
    '--feedback',
    ...files(layout.feedback),
    '--compare',
    at(layout.pairs),
    '--json',
  ];
  const code = await main(['select', ...words, ...more], contextWith(terminal));
  return { code, terminal };
}

it('selects again by the rules of a recipe and says what is different', async () => {
  const out = join(store().root, 'pairs.jsonl');
  const recipe = '{"run": "x", "judgements": {"minimumValid": 1}}';
  const { code, terminal } = await select(recipe, '--out', out);
  expect(code).toBe(0);
  const result: unknown = JSON.parse(terminal.written.join(''));
  expect(result).toMatchObject({ pairs: 5, comparison: { same: 3, otherChosen: 0, gained: 2, lost: 1 } });
  expect((await readFile(out, 'utf8')).split('\n')).toHaveLength(6);
  const again = await select(recipe, '--out', out);
  expect(again.code).toBe(2);
});

it('knows the iteration also inside its folder', async () => {
  await writeIteration(store(), { iteration: 2, prompts: 6 });
  const recorded = (folder: string) => [0, 1].map((shard) => join(folder, `${shardName(shard)}.jsonl`));
  const files = ['--responses', ...recorded('responses'), '--feedback', ...recorded('feedback')];
  const before = process.cwd();
  process.chdir(join(store().root, iterationLayout(RUN, 2, 1).root));
  try {
    const words = ['--recipe', '{"run": "x", "judgements": {"minimumValid": 1}}', ...files, '--out', 'again.jsonl'];
    expect(await main(['select', ...words], contextWith(recordingTerminal()))).toBe(0);
    expect(await readFile('again.jsonl', 'utf8')).toMatch(/^\{[^\n]*"iteration":2\b/);
  } finally {
    process.chdir(before);
  }
});
