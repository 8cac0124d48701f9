import type { Command } from 'commander';
import { resume } from '../../workflows/messages';
import { jsonOption, type CommandContext, type JsonOptions } from '../command-context';
import { steerRun } from '../steer-run';

const HELP = `
Example:
  srlm resume demo`;

export function addResume(program: Command, context: CommandContext): void {
  program
    .command('resume')
    .summary('go on with a paused run')
    .description('Goes on with a paused run, where it was.')
    .argument('<RUN>', 'the name of the run')
    .addOption(jsonOption())
    .addHelpText('after', HELP)
    .action((run: string, options: JsonOptions) =>
      steerRun(context, run, options, async (handle) => {
        await handle.signal(resume);
        return `Run "${run}" was asked to go on.`;
      }),
    );
}
