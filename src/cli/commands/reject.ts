import { Option, type Command } from 'commander';
import { reject, rejectionSchema, type Rejection } from '../../workflows/messages';
import { jsonOption, type CommandContext, type JsonOptions } from '../command-context';
import { steerRun } from '../steer-run';

interface RejectOptions extends JsonOptions, Rejection {}

const HELP = `
A redone iteration has new seeds; what the rejected one made is kept.

Example:
  srlm reject demo --reason "answers grew twice as long" --action redo`;

export function addReject(program: Command, context: CommandContext): void {
  const actions = rejectionSchema.shape.action.unwrap().options;
  program
    .command('reject')
    .summary('refuse an iteration')
    .description(
      'Refuses the iteration under way, at any stage or while it waits for approval: it is done again, or the run stops.',
    )
    .argument('<RUN>', 'the name of the run')
    .requiredOption('--reason <text>', 'why; kept with the run')
    .addOption(new Option('--action <action>', 'what to do now').choices(actions).default('redo'))
    .addOption(jsonOption())
    .addHelpText('after', HELP)
    .action((run: string, { reason, action, ...options }: RejectOptions) =>
      steerRun(context, run, options, (handle) => handle.executeUpdate(reject, { args: [{ reason, action }] })),
    );
}
