import type { Command } from 'commander';
import { pause } from '../../workflows/messages';
import { jsonOption, type CommandContext, type JsonOptions } from '../command-context';
import { steerRun } from '../steer-run';

const HELP = `
Calls that are finished are kept; labelling stops between two calls, training goes on to its end.

Example:
  srlm pause demo`;

export function addPause(program: Command, context: CommandContext): void {
  program
    .command('pause')
    .summary('pause a run between two calls')
    .description('Pauses a run between two calls, until `srlm resume`.')
    .argument('<RUN>', 'the name of the run')
    .addOption(jsonOption())
    .addHelpText('after', HELP)
    .action((run: string, options: JsonOptions) =>
      steerRun(context, run, options, async (handle) => {
        await handle.signal(pause);
        return `Run "${run}" was asked to pause.`;
      }),
    );
}
