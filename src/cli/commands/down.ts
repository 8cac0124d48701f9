import type { Command } from 'commander';
import { stopStack } from '../../../infra/embedded/stack';
import { readStackConfiguration } from '../../env';
import type { CommandContext } from '../command-context';

const HELP = `
Also finds the engines of an \`srlm up\` that was killed.

Example:
  srlm down`;

export function addDown(program: Command, { terminal }: CommandContext): void {
  program
    .command('down')
    .summary('stop what `srlm up` started')
    .description('Stops what `srlm up` started in this folder, from another terminal.')
    .addHelpText('after', HELP)
    .action(() => stopStack(readStackConfiguration({}).dataFolder, terminal.log));
}
