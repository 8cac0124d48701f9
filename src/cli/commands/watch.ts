import type { Command } from 'commander';
import { withClient } from '../../temporal/connect-client';
import { findRun } from '../../temporal/find-run';
import { jsonOption, type CommandContext, type JsonOptions } from '../command-context';
import { runName } from '../run-name';
import type { Terminal } from '../terminal';
import type { ViewFormat } from '../view/run-views';
import { requireGoodEnd, watchRun } from '../watch-run';

const HELP = `
A terminal shows a live view; a file or pipe gets a line for each change; --json gives one JSON object a line.

Example:
  srlm watch demo`;

export function addWatch(program: Command, context: CommandContext): void {
  program
    .command('watch')
    .summary('show what a run does until it ends')
    .description(
      'Shows stage, progress, counts, scores and models of a run until it ends. Ctrl-C ends the watching, not the run.',
    )
    .argument('<RUN>', 'the name of the run')
    .addOption(jsonOption())
    .addHelpText('after', HELP)
    .action(async (typed: string, options: JsonOptions) => {
      const { terminal } = context;
      const name = runName(typed);
      const { temporal: settings } = context.environment();
      await withClient(settings, async (client) => {
        const run = await findRun(client, name);
        const format = watchFormat(terminal, options);
        requireGoodEnd(await watchRun({ client, ui: settings, run, terminal, format, signal: context.interrupted() }));
      });
    });
}

export function watchFormat(terminal: Terminal, { json }: JsonOptions): ViewFormat {
  if (json) return 'json';
  return terminal.columns() === null ? 'lines' : 'live';
}
