import type { Command } from 'commander';
import { approve } from '../../workflows/messages';
import { jsonOption, type CommandContext, type JsonOptions } from '../command-context';
import { steerRun } from '../steer-run';

interface ApproveOptions extends JsonOptions {
  note?: string;
}

const HELP = `
Example:
  srlm approve demo --note "reads well, length is stable"`;

export function addApprove(program: Command, context: CommandContext): void {
  program
    .command('approve')
    .summary('accept the iteration that waits')
    .description('Accepts the iteration that waits for approval; the run goes on with the next one.')
    .argument('<RUN>', 'the name of the run')
    .option('--note <text>', 'why; kept with the run')
    .addOption(jsonOption())
    .addHelpText('after', HELP)
    .action((run: string, { note, ...options }: ApproveOptions) =>
      steerRun(context, run, options, (handle) =>
        handle.executeUpdate(approve, { args: [note === undefined ? {} : { note }] }),
      ),
    );
}
