import { InvalidArgumentError, type Command } from 'commander';
import { extend, extensionSchema } from '../../workflows/messages';
import { jsonOption, type CommandContext, type JsonOptions } from '../command-context';
import { steerRun } from '../steer-run';

const HELP = `
Example:
  srlm extend demo 2`;

export function addExtend(program: Command, context: CommandContext): void {
  program
    .command('extend')
    .summary('add iterations to a run')
    .description('Adds iterations to a run that is under way.')
    .argument('<RUN>', 'the name of the run')
    .argument('<N>', 'how many iterations to add', iterationCount)
    .addOption(jsonOption())
    .addHelpText('after', HELP)
    .action((run: string, iterations: number, options: JsonOptions) =>
      steerRun(context, run, options, (handle) => handle.executeUpdate(extend, { args: [{ iterations }] })),
    );
}

function iterationCount(typed: string): number {
  const result = extensionSchema.shape.iterations.safeParse(Number(typed));
  if (result.success) return result.data;
  throw new InvalidArgumentError(result.error.issues.map(({ message }) => message).join(', '));
}
