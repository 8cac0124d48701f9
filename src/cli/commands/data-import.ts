import { InvalidArgumentError, type Command } from 'commander';
import { stringify } from 'yaml';
import { importOasst } from '../../data/import-oasst';
import { jsonOption, print, type CommandContext, type JsonOptions } from '../command-context';
import { writeSeedRows } from '../seed/write-seed-rows';
import { addImportIfeval } from './data-import-ifeval';

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
      const written = {
        ift: await writeSeedRows(options.out, 'ift.jsonl', ift),
        eft: await writeSeedRows(options.out, 'eft-train.jsonl', eftTrain),
        heldOut: await writeSeedRows(options.out, 'eft-heldout.jsonl', eftHeldOut),
        prompts: await writeSeedRows(options.out, 'prompts.jsonl', prompts),
      };
      const rows = { ift: ift.length, eft: eftTrain.length, heldOut: eftHeldOut.length, prompts: prompts.length };
      const recipe = { data: written, eft: { judgements: 'baseline' } };
      const made = Object.entries(rows).map(([role, count]) => `${role} ${count}`);
      terminal.log(`Read ${counts.trees} trees; wrote ${made.join(', ')} rows. For a recipe:`);
      print(terminal, options, { files: written, rows, counts, recipe }, stringify(recipe).trimEnd());
    });
  addImportIfeval(command, terminal);
}

function wholeNumber(typed: string): number {
  const value = Number(typed);
  if (Number.isSafeInteger(value) && value >= 0) return value;
  throw new InvalidArgumentError('must be a whole number from 0');
}
