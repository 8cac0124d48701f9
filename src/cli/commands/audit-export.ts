import type { Command } from 'commander';
import { writeBundle } from '../../audit/bundle/write-bundle';
import { jsonOption, print, type CommandContext, type JsonOptions } from '../command-context';
import { runName } from '../run-name';
import { withRunSources, type RunSourceOptions } from '../run-sources';

const HELP = `
The file holds every history and every record of the run, and the digest of each model file instead of the weights. Keep
the printed digest elsewhere: it proves that the file is the one that was exported.

Example:
  srlm audit export demo demo.audit.jsonl`;

export function addAuditExport(audit: Command, context: CommandContext): void {
  audit
    .command('export')
    .summary('write everything that an audit reads into one file')
    .description('Writes a bundle that `srlm audit verify` checks without server and store.')
    .argument('<RUN>', 'the name of the run')
    .argument('<FILE>', 'the file to write; an existing file is left alone')
    .option('--store <dir>', 'the artifact store, instead of SRLM_STORE')
    .option('--histories <dir>', 'exported histories (JSON files), instead of those of the Temporal server')
    .addOption(jsonOption())
    .addHelpText('after', HELP)
    .action(async (typed: string, file: string, options: JsonOptions & RunSourceOptions) => {
      const written = await withRunSources(context, runName(typed), options, (sources) => writeBundle(sources, file));
      const text = [
        `Wrote ${file}: ${written.histories} histories, ${written.files} files, ${written.bytes.toLocaleString('en')} bytes`,
        `Keep this digest elsewhere: ${written.sha256}`,
      ].join('\n');
      print(context.terminal, options, { file, ...written }, text);
    });
}
