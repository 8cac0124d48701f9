import { jsonLines } from '../../core/json-text';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { InvalidArgumentError, type Command } from 'commander';
import { stringify } from 'yaml';
import { isErrorWithCode } from '../../core/error-code';
import { importOasst } from '../../data/import-oasst';
import { jsonOption, print, type CommandContext, type JsonOptions } from '../command-context';
import { InvalidInputError } from '../errors';

interface ImportOptions extends JsonOptions {
  out: string;
  seed: number;
}

const HELP = `
Takes English first turns: IFT from the replies that people ranked best, EFT from other prompts with several ranked
replies. No two of the files share a prompt. The EFT groups have ranks and no judgements, so that a recipe has a model
write them; the fields that it needs are printed.

Example:
  srlm data import oasst trees.jsonl.gz --out seed/`;

export function addDataImport(data: Command, { terminal }: CommandContext): void {
  const command = data
    .command('import')
    .summary('make seed files from a data set')
    .description('Makes seed files from a data set of others.');
  command
    .command('oasst')
    .summary('Open Assistant conversation trees')
    .description('Makes seed files from Open Assistant conversation trees (JSON Lines, plain or .gz).')
    .argument('<FILE...>', 'files of conversation trees')
    .requiredOption(
      '--out <folder>',
      'where to write ift, eft-train, eft-heldout and prompts; files that are there are left alone',
    )
    .option('--seed <number>', 'decides which prompts go where', wholeNumber, 1)
    .addOption(jsonOption())
    .addHelpText('after', HELP)
    .action(async (files: string[], options: ImportOptions) => {
      const { ift, eftTrain, eftHeldOut, prompts, counts } = await importOasst(files, { seed: options.seed });
      const folder = resolve(options.out);
      await mkdir(folder, { recursive: true });
      const written = {
        ift: await writeRows(folder, 'ift.jsonl', ift),
        eft: await writeRows(folder, 'eft-train.jsonl', eftTrain),
        heldOut: await writeRows(folder, 'eft-heldout.jsonl', eftHeldOut),
        prompts: await writeRows(folder, 'prompts.jsonl', prompts),
      };
      const rows = { ift: ift.length, eft: eftTrain.length, heldOut: eftHeldOut.length, prompts: prompts.length };
      const recipe = { data: written, eft: { judgements: 'baseline' } };
      const made = Object.entries(rows).map(([role, count]) => `${role} ${count}`);
      terminal.log(`Read ${counts.trees} trees; wrote ${made.join(', ')} rows. For a recipe:`);
      print(terminal, options, { files: written, rows, counts, recipe }, stringify(recipe).trimEnd());
    });
}

async function writeRows(folder: string, name: string, rows: readonly object[]): Promise<string> {
  const file = join(folder, name);
  try {
    await writeFile(file, jsonLines(rows), { flag: 'wx' });
    return file;
  } catch (error) {
    if (isErrorWithCode(error, 'EEXIST'))
      throw new InvalidInputError(`${file} exists; choose another folder or remove it first`);
    throw error;
  }
}

function wholeNumber(typed: string): number {
  const value = Number(typed);
  if (Number.isSafeInteger(value) && value >= 0) return value;
  throw new InvalidArgumentError('must be a whole number from 0');
}
