import type { Command } from 'commander';
import { ensureBrowser } from '../../../infra/embedded/provision/ensure-browser';
import { ensureTinyModel } from '../../../infra/embedded/provision/ensure-models';
import { provisionAll } from '../../../infra/embedded/provision/provision-all';
import { readStackConfiguration } from '../../env';
import { jsonOption, print, type CommandContext, type JsonOptions } from '../command-context';

interface SetupOptions extends JsonOptions {
  browser?: true;
}

const HELP = `
Everything is made once per machine and shared by every clone; a second call takes a second.
\`srlm up\` does the same when something is missing, so that this command is only for doing it beforehand.

Example:
  srlm setup`;

export function addSetup(program: Command, { terminal }: CommandContext): void {
  program
    .command('setup')
    .summary('get what the engines need')
    .description('Builds the Temporal server, installs vLLM and the trainer, and converts the small base model.')
    .option('--browser', 'also a Chromium browser, for the tests of the web pages')
    .addOption(jsonOption())
    .addHelpText('after', HELP)
    .action(async (options: SetupOptions) => {
      const configuration = readStackConfiguration({ report: terminal.log });
      const browser = options.browser ? { browser: await ensureBrowser(configuration) } : {};
      const provisioned = await provisionAll(configuration);
      const tinyModel = await ensureTinyModel(configuration);
      const result = { ...provisioned, tinyModel, ...browser };
      const lines = Object.entries(result).map(([name, path]) => `${name.padEnd(14)} ${path}`);
      print(terminal, options, result, ['Everything is in place.', ...lines].join('\n'));
    });
}
