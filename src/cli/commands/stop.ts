import type { Command } from 'commander';
import { stopAfterIteration } from '../../workflows/messages';
import { jsonOption, type CommandContext, type JsonOptions } from '../command-context';
import { steerRun } from '../steer-run';

interface StopOptions extends JsonOptions {
  now?: true;
}

const HELP = `
Either way \`srlm run\` with the same recipe goes on later; no finished work is done again.

Examples:
  srlm stop demo
  srlm stop demo --now`;

export function addStop(program: Command, context: CommandContext): void {
  program
    .command('stop')
    .summary('end a run')
    .description('Ends a run when the iteration under way is done, or with --now at once.')
    .argument('<RUN>', 'the name of the run')
    .option('--now', 'cancel what is under way; finished calls and checkpoints are kept')
    .addOption(jsonOption())
    .addHelpText('after', HELP)
    .action((run: string, { now, ...options }: StopOptions) =>
      steerRun(context, run, options, async (handle) => {
        if (now) {
          await handle.cancel();
          return `Run "${run}" was asked to stop at once.`;
        }
        await handle.signal(stopAfterIteration);
        return `Run "${run}" was asked to stop after this iteration.`;
      }),
    );
}
