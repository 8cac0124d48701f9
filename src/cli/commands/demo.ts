import { join } from 'node:path';
import type { Client } from '@temporalio/client';
import type { Command } from 'commander';
import { ensureTinyModel } from '../../../infra/embedded/provision/ensure-models';
import { provisionAll } from '../../../infra/embedded/provision/provision-all';
import { startStack } from '../../../infra/embedded/stack';
import { readStackConfiguration } from '../../env';
import { collectReport } from '../../report/collect-report';
import { modelsTable } from '../../report/models-table';
import { createFileSystemStore } from '../../store/file-system-store';
import { runLayout } from '../../store/run-layout';
import { withClient } from '../../temporal/connect-client';
import { runsLink, workflowLink } from '../../temporal/deep-links';
import { findRun, type FoundRun } from '../../temporal/find-run';
import { RunNotFoundError } from '../../temporal/errors';
import type { CommandContext } from '../command-context';
import { readRecipe, type ReadRecipe } from '../recipe/read-recipe';
import { startRun } from '../start-run';
import { requireGoodEnd, watchRun } from '../watch-run';
import { watchFormat } from './watch';

interface DemoOptions {
  tiny?: true;
}

const HELP = `
Sets up the machine, starts every engine, and makes M_1, M_2 and M_3 of SmolLM2-135M on the example seed data.
A demo that was interrupted goes on where it stopped; after one that finished the next call starts another.

Examples:
  npm run demo
  npm run demo -- --tiny`;

export function addDemo(program: Command, context: CommandContext): void {
  program
    .command('demo')
    .summary('a whole run on this machine')
    .description('A whole self-rewarding run on real engines, watched from its start to its report.')
    .option('--tiny', 'a random-weight model: every step, in minutes, and nothing to learn')
    .addHelpText('after', HELP)
    .action((options: DemoOptions) => demo(context, options));
}

async function demo(context: CommandContext, options: DemoOptions): Promise<void> {
  const { terminal } = context;
  const configuration = readStackConfiguration({ report: terminal.log });
  terminal.log('Setting up (minutes the first time, seconds afterwards)');
  await provisionAll(configuration);
  if (options.tiny) await ensureTinyModel(configuration);

  terminal.log('Starting the engines');
  const stack = await startStack(configuration, { signal: context.interrupted() });
  try {
    const settings = {
      ...context.environment().temporal,
      address: stack.addresses.temporal,
      uiUrl: stack.addresses.temporalUi,
    };
    await withClient(settings, async (client) => {
      const run = await startOrGoOn(client, settings.taskQueue, options.tiny ? 'tiny' : 'demo');
      terminal.log(`Run "${run.run}": ${workflowLink(settings, run.workflowId)}`);
      terminal.log(`All runs: ${runsLink(settings)}`);
      const format = watchFormat(terminal, {});
      const view = await watchRun({ client, ui: settings, run, terminal, format, signal: context.interrupted() });
      requireGoodEnd(view);
      if (view?.state !== 'COMPLETED') return terminal.log('Interrupted; `npm run demo` goes on where it stopped.');
      const { data } = await collectReport(createFileSystemStore(stack.storeFolder), run.run);
      terminal.data(modelsTable(data));
      terminal.data(`\nReport: ${join(stack.storeFolder, runLayout(run.run).report)}`);
    });
  } finally {
    await stack.stop();
  }
}

/** The demo that was begun and did not complete, or the next one: demo, demo-2, demo-3, ... */
async function startOrGoOn(client: Client, taskQueue: string, name: 'demo' | 'tiny'): Promise<FoundRun> {
  for (let number = 1; ; number += 1) {
    const run = number === 1 ? name : `${name}-${number}`;
    const found = await findRun(client, run).catch((error: unknown) => {
      if (error instanceof RunNotFoundError) return undefined;
      throw error;
    });
    if (found?.state === 'RUNNING') return found;
    if (found?.state !== 'COMPLETED') return startRun(client, taskQueue, await demoRecipe(name, run));
  }
}

function demoRecipe(name: 'demo' | 'tiny', run: string): Promise<ReadRecipe> {
  return readRecipe(join(__dirname, '..', '..', '..', '..', 'examples', `${name}.yaml`), run);
}
