import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { ensureVenv } from '../../../infra/embedded/provision/ensure-venv';
import { trainerVenv } from '../../../infra/embedded/provision/venv-specifications';
import { startScorer, type RunningScorer } from '../../../infra/embedded/start-scorer';
import { readStackConfiguration } from '../../env';
import { jsonOption, print, type CommandContext, type JsonOptions } from '../command-context';
import { scorerRecipe } from '../scorer-recipe';

const HELP = `
A run makes a process reward model PRM (processRewardModel) or a reward model RM (objective ppo) and leaves it in the store.
The scorer answers critics of kind http with what such a model says; the address names run and model:
  http://127.0.0.1:7302/v1/scores/RUN/PRM?aggregation=product   of each step, how probable it is that it is correct
  http://127.0.0.1:7302/v1/scores/RUN/RM                        one number, 0 for a response as good as the best it knew

A model is loaded when it is first asked for, so that one scorer, started beforehand, also serves the run that makes it.
Calls that find no scorer, or no model yet, are repeated for a day, a minute apart at most. Set SRLM_SCORER_TOKEN here and the
same value as SRLM_KEY_SCORER where workers run, and name that in the recipe (apiKeyEnv), to keep others out.

Examples:
  srlm scorer
  SRLM_SCORER_PORT=9000 srlm scorer --json`;

export function addScorer(program: Command, context: CommandContext): void {
  program
    .command('scorer')
    .summary('serve trained reward models to critics')
    .description('Serves the reward models and process reward models of runs to critics of kind http until Ctrl-C.')
    .addOption(jsonOption())
    .addHelpText('after', HELP)
    .action((options: JsonOptions) => serveScores(context, options));
}

async function serveScores(context: CommandContext, options: JsonOptions): Promise<void> {
  const signal = context.interrupted();
  const { store, scorer: settings } = context.environment();
  const scorer = await start(context, signal);
  if (!scorer) return;
  try {
    const recipe = scorerRecipe({ url: scorer.url, hasToken: settings.token !== undefined });
    const text = [
      `The scorer is up: ${scorer.url}/v1/scores/RUN/MODEL`,
      `  store  ${store}`,
      `  log    ${scorer.logFile}`,
      'In a recipe, with the name of a run for RUN:',
      '',
      recipe,
      '',
      'Ctrl-C stops it; calls wait until it is back.',
    ].join('\n');
    print(context.terminal, options, { url: scorer.url, store, log: scorer.logFile, recipe }, text);
    if (!signal.aborted) await once(signal, 'abort');
  } finally {
    await scorer.stop();
  }
}

/** Undefined when the person changed their mind while it started. */
async function start(context: CommandContext, signal: AbortSignal): Promise<RunningScorer | undefined> {
  const { store, scorer } = context.environment();
  const configuration = readStackConfiguration({ report: context.terminal.log });
  try {
    const python = join(await ensureVenv(trainerVenv(), configuration), 'bin', 'python');
    // It may be started before the first run.
    mkdirSync(store, { recursive: true });
    return await startScorer(configuration, { python, storeFolder: store, port: scorer.port }, signal);
  } catch (error) {
    if (signal.aborted) return undefined;
    throw error;
  }
}
