import type { Command } from 'commander';
import { withClient } from '../../temporal/connect-client';
import { nextIterationLink, workflowLink } from '../../temporal/deep-links';
import { jsonOption, print, type CommandContext, type JsonOptions } from '../command-context';
import { readRecipe } from '../recipe/read-recipe';
import { startRun } from '../start-run';
import { requireGoodEnd, watchRun } from '../watch-run';
import { watchFormat } from './watch';

interface RunOptions extends JsonOptions {
  name?: string;
  dryRun?: true;
  wait?: true;
  watch?: true;
}

const HELP = `
RECIPE is a YAML or JSON file, or inline JSON. The files that its section "data" and its critics name are relative to it.
The run goes on when this command ends, whatever happens to it; a run that ended goes on where it stopped.

Examples:
  srlm run '{"run": "demo"}' --watch
  srlm run demo.yaml --dry-run
  srlm run demo.yaml --name demo-2 --wait --json`;

export function addRun(program: Command, context: CommandContext): void {
  program
    .command('run')
    .summary('start a run')
    .description('Checks a recipe and starts its run. Prints ids and links and returns, unless it is told to wait.')
    .argument('<RECIPE>', 'a YAML or JSON file, or inline JSON that begins with "{"')
    .option('--name <run>', 'replaces the name of the run')
    .option('--dry-run', 'print the resolved recipe and start nothing')
    .option('--wait', 'wait until the run ends; the exit code says how')
    .option('--watch', 'wait and show what the run does; Ctrl-C ends the watching, not the run')
    .addOption(jsonOption())
    .addHelpText('after', HELP)
    .action((argument: string, options: RunOptions) => startAndFollow(context, argument, options));
}

async function startAndFollow(context: CommandContext, argument: string, options: RunOptions): Promise<void> {
  const { terminal } = context;
  const recipe = await readRecipe(argument, options.name);
  if (options.dryRun) return terminal.data(JSON.stringify(recipe.resolved, null, 2));

  const { temporal: settings } = context.environment();
  await withClient(settings, async (client) => {
    const started = await startRun(client, settings.taskQueue, recipe);
    const link = workflowLink(settings, started.workflowId, started.runId);
    const { run, workflowId, runId } = started;
    if (!options.wait && !options.watch) {
      const next = nextIterationLink(settings, run);
      const text = [
        `Started run "${run}": workflow ${workflowId}, run id ${runId}`,
        link,
        `Watch it: srlm watch ${run}`,
      ].join('\n');
      return print(terminal, options, { run, workflowId, runId, link, nextIterationLink: next }, text);
    }
    terminal.log(`Started run "${run}": ${link}`);
    const watched = options.watch
      ? { terminal, format: watchFormat(terminal, options) }
      : { terminal: { ...terminal, data: () => undefined }, format: 'lines' as const };
    const view = await watchRun({ client, ui: settings, run: started, signal: context.interrupted(), ...watched });
    if (options.wait && !options.watch && view)
      print(terminal, options, { ...view, link }, `Run "${run}": ${view.state.toLowerCase()}`);
    requireGoodEnd(view);
  });
}
