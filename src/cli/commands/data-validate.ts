import type { Command } from 'commander';
import { DataError } from '../../data/data-error';
import { validateSeed } from '../../data/validate-seed';
import { jsonOption, print, type CommandContext, type JsonOptions } from '../command-context';
import { seedFilesOf } from '../seed/seed-files-of';

const HELP = `
A folder holds ift.jsonl, eft-train.jsonl, eft-heldout.jsonl and prompts.jsonl (or .jsonl.gz), or some of them.
A file of another name is written ROLE=FILE, where ROLE is ift, eft, heldOut or prompts.

Examples:
  srlm data validate seed/
  srlm data validate ift=chat.jsonl prompts=questions.jsonl.gz --json`;

export function addDataValidate(data: Command, { terminal }: CommandContext): void {
  data
    .command('validate')
    .summary('check seed files')
    .description('Checks seed files row by row, and that held-out prompts are in no other file.')
    .argument('<FILE_OR_DIR...>', 'folders, files, or ROLE=FILE')
    .addOption(jsonOption())
    .addHelpText('after', HELP)
    .action(async (words: string[], options: JsonOptions) => {
      const validation = await validateSeed(await seedFilesOf(words));
      const lines = validation.files.map(
        ({ role, file, rows, problems }) =>
          `${role.padEnd('heldOut'.length)}  ${rows} good rows, ${problems} problems  ${file}`,
      );
      print(terminal, options, validation, lines.join('\n'));
      if (validation.problems.length > 0) throw new DataError(validation.problems);
    });
}
