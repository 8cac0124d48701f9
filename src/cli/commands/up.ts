import { once } from 'node:events';
import type { Command } from 'commander';
import { startStack, type RunningStack } from '../../../infra/embedded/stack';
import { readStackConfiguration } from '../../env';
import { runsLink, startFormLink } from '../../temporal/deep-links';
import { jsonOption, print, type CommandContext, type JsonOptions } from '../command-context';

const HELP = `
Starts Temporal, the inference host (vLLM), the trainer service and a worker, and keeps them running until Ctrl-C.
Runs survive: what was under way goes on with the next \`srlm up\`.

Example:
  srlm up`;

export function addUp(program: Command, context: CommandContext): void {
  program
    .command('up')
    .summary('start everything on this machine')
    .description('Starts every engine on this machine, prints links, and stops them all on Ctrl-C.')
    .addOption(jsonOption())
    .addHelpText('after', HELP)
    .action((options: JsonOptions) => up(context, options));
}

async function up(context: CommandContext, options: JsonOptions): Promise<void> {
  const { terminal } = context;
  const signal = context.interrupted();
  const stack = await start(context, signal);
  if (!stack) return;
  try {
    const { namespace, taskQueue } = context.environment().temporal;
    const ui = { uiUrl: stack.addresses.temporalUi, namespace, taskQueue };
    const links = { runs: runsLink(ui), startForm: startFormLink(ui, 'demo') };
    const text = [
      'Everything is up.',
      `  Web UI         ${links.runs}`,
      `  start a run    ${links.startForm}`,
      '                 (input: {"run": "demo"})',
      `  or             srlm run '{"run": "demo"}' --watch`,
      `  store          ${stack.storeFolder}`,
      'Ctrl-C stops it; runs go on with the next start.',
    ].join('\n');
    print(terminal, options, { ...stack.addresses, store: stack.storeFolder, links }, text);
    if (!signal.aborted) await once(signal, 'abort');
  } finally {
    await stack.stop();
  }
}

/** Undefined when the person changed their mind while it started; what had started is stopped then. */
async function start({ terminal }: CommandContext, signal: AbortSignal): Promise<RunningStack | undefined> {
  try {
    return await startStack(readStackConfiguration({ report: terminal.log }), { signal });
  } catch (error) {
    if (signal.aborted) return undefined;
    throw error;
  }
}
