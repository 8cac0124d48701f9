import type { Command } from 'commander';
import { withClient } from '../../temporal/connect-client';
import { workflowLink } from '../../temporal/deep-links';
import { findRun } from '../../temporal/find-run';
import { viewRun } from '../../temporal/run-view';
import { jsonOption, print, type CommandContext, type JsonOptions } from '../command-context';
import { runName } from '../run-name';
import { renderView } from '../view/render-view';

const HELP = `
Example:
  srlm status demo --json | jq .status.stage`;

export function addStatus(program: Command, context: CommandContext): void {
  program
    .command('status')
    .summary('show what a run does now')
    .description('Shows stage, progress, counts, scores and models of a run, once.')
    .argument('<RUN>', 'the name of the run')
    .addOption(jsonOption())
    .addHelpText('after', HELP)
    .action(async (typed: string, options: JsonOptions) => {
      const name = runName(typed);
      const { temporal: settings } = context.environment();
      await withClient(settings, async (client) => {
        const view = await viewRun(client, await findRun(client, name));
        const link = workflowLink(settings, view.workflowId, view.runId);
        print(context.terminal, options, { ...view, link }, renderView(view, { link, remainingMs: null }).join('\n'));
      });
    });
}
