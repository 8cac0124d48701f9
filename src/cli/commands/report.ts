import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Command } from 'commander';
import { collectReport } from '../../report/collect-report';
import { headline } from '../../report/headline';
import { modelsTable } from '../../report/models-table';
import { writeReportFiles } from '../../report/report-files';
import { createFileSystemStore } from '../../store/file-system-store';
import { runLayout } from '../../store/run-layout';
import { jsonOption, print, type CommandContext, type JsonOptions } from '../command-context';
import { NotFoundError } from '../errors';
import { runName } from '../run-name';

interface ReportOptions extends JsonOptions {
  open?: true;
}

const HELP = `
The page is one file and opens offline. It is read from the store alone; no server has to run.

Example:
  srlm report demo`;

export function addReport(program: Command, context: CommandContext): void {
  program
    .command('report')
    .summary('write the report of a run')
    .description('Writes the report of a run as it stands, and prints its models and the path of the page.')
    .argument('<RUN>', 'the name of the run')
    .option('--open', 'print the file:// URL that a browser opens, instead of the path')
    .addOption(jsonOption())
    .addHelpText('after', HELP)
    .action((run: string, options: ReportOptions) => writeReport(context, runName(run), options));
}

async function writeReport(context: CommandContext, run: string, options: ReportOptions): Promise<void> {
  const { store: root } = context.environment();
  const store = createFileSystemStore(root);
  const layout = runLayout(run);
  if (!(await store.find(layout.recipe))) {
    throw new NotFoundError(`The store ${root} has no run "${run}"; SRLM_STORE names another store`);
  }
  const report = await collectReport(store, run);
  await writeReportFiles(store, report);
  const path = join(root, layout.report);
  const url = pathToFileURL(path).href;
  const text = [headline(report.data), '', modelsTable(report.data), '', options.open ? url : path].join('\n');
  print(context.terminal, options, { path, url, data: join(root, layout.reportData) }, text);
}
