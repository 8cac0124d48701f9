import type { Command } from 'commander';
import type { CommandContext } from '../command-context';
import { addDataImport } from './data-import';
import { addDataValidate } from './data-validate';

const HELP = `
Examples:
  srlm data validate seed/
  srlm data import oasst trees.jsonl.gz --out seed/
  srlm data import ifeval input_data.jsonl --out instructions/`;

export function addData(program: Command, context: CommandContext): void {
  const data = program
    .command('data')
    .summary('check and import seed data')
    .description('Checks seed data, and makes it from data sets of others.')
    .addHelpText('after', HELP);
  addDataValidate(data, context);
  addDataImport(data, context);
}
