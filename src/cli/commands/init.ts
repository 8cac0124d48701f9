import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { isErrorWithCode } from '../../core/error-code';
import { commentedRecipe } from '../../recipes/commented-recipe';
import type { CommandContext } from '../command-context';
import { InvalidInputError } from '../errors';
import { findMethod } from '../find-method';
import { runName } from '../run-name';

const HELP = `
Every field of the recipe is written as a comment with its description, bounds and default.

Examples:
  srlm init demo.yaml --name demo && srlm run demo.yaml --watch
  srlm init demo.yaml --method spin         with the values of a method; \`srlm methods\` lists them`;

export function addInit(program: Command, { terminal }: CommandContext): void {
  program
    .command('init')
    .summary('write a recipe to begin with')
    .description('Writes a recipe in which every field is a comment that shows its default; without FILE, to stdout.')
    .argument('[FILE]', 'the YAML file to write; an existing file is left alone')
    .option('--name <run>', 'the name of the run', 'my-run')
    .option('--method <name>', 'the method whose values the recipe shows; self-rewarding when left out')
    .addHelpText('after', HELP)
    .action(async (file: string | undefined, options: { name: string; method?: string }) => {
      const method = options.method === undefined ? undefined : findMethod(options.method);
      const text = commentedRecipe({ run: runName(options.name), method });
      if (file === undefined) return terminal.data(text.trimEnd());
      await writeNew(file, text);
      terminal.log(`Wrote ${file}; start it with \`srlm run ${file} --watch\``);
    });
}

async function writeNew(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text, { flag: 'wx' });
  } catch (error) {
    if (isErrorWithCode(error, 'EEXIST'))
      throw new InvalidInputError(`${file} exists; choose another name or remove it first`);
    throw error;
  }
}
