import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { main } from '../../../../src/cli/main';
import { readEnvironment } from '../../../../src/env';
import { iterationLayout } from '../../../../src/store/run-layout';
import { RUN, writeIteration, writeRecipe } from '../../report/fabricated-run';
import { temporaryStore } from '../../report/temporary-store';
import { recordingTerminal } from '../recording-terminal';

const store = temporaryStore();

async function select(recipe: string, ...more: string[]) {
  await writeRecipe(store());
  await writeIteration(store(), { iteration: 1, prompts: 6 });
  const layout = iterationLayout(RUN, 1, 1);
  const at = (path: string) => join(store().root, path);
  const files = (of: (shard: number) => string) => [0, 1].map((shard) => at(of(shard)));
  const terminal = recordingTerminal();
  const context = { terminal, environment: () => readEnvironment({}), interrupted: () => new AbortController().signal };
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
  const code = await main(['select', ...words, ...more], context);
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
