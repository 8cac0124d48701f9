import type { Command } from 'commander';
import { stringify } from 'yaml';
import { importIfeval } from '../../data/import-ifeval';
import { jsonOption, print, type JsonOptions } from '../command-context';
import { writeSeedRows } from '../seed/write-seed-rows';
import type { Terminal } from '../terminal';

const HELP = `
Each prompt has the instructions that responses must follow, so that the verifier "ifeval" can score them; the fields
that a recipe needs are printed.

Example:
  srlm data import ifeval input_data.jsonl --out instructions/`;

export function addImportIfeval(importing: Command, terminal: Terminal): void {
  importing
    .command('ifeval')
    .summary('IFEval prompts with their instructions')
    .description('Makes a prompts file from IFEval data (JSON Lines, plain or .gz).')
    .argument('<FILE>', 'rows of {key, prompt, instruction_id_list, kwargs}')
    .requiredOption('--out <folder>', 'where to write prompts.jsonl; a file that is there is left alone')
    .addOption(jsonOption())
    .addHelpText('after', HELP)
    .action(async (file: string, options: JsonOptions & { out: string }) => {
      const prompts = await importIfeval(file);
      const written = await writeSeedRows(options.out, 'prompts.jsonl', prompts);
      const recipe = {
        data: { prompts: written },
        prompts: { generatedShare: 0 },
        critics: [{ kind: 'verifier', verifier: 'ifeval' }],
        selection: { kind: 'best-and-worst', critic: 'verifier' },
      };
      terminal.log(`Wrote ${prompts.length} prompts. For a recipe:`);
      const result = { files: { prompts: written }, rows: { prompts: prompts.length }, recipe };
      print(terminal, options, result, stringify(recipe).trimEnd());
    });
}
