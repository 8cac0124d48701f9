import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Command } from 'commander';
import { collectReport } from '../../report/collect-report';
import { collectComparison } from '../../report/comparison/collect-comparison';
import { comparisonFiles } from '../../report/comparison/comparison-files';
import { headline } from '../../report/headline';
import { modelsTable } from '../../report/models-table';
import { writeReportFiles } from '../../report/report-files';
import type { ArtifactStore } from '../../store/artifact-store';
import { createFileSystemStore } from '../../store/file-system-store';
import { runLayout } from '../../store/run-layout';
import { jsonOption, print, type CommandContext, type JsonOptions } from '../command-context';
import { NotFoundError } from '../errors';
import { runName } from '../run-name';

interface ReportOptions extends JsonOptions {
  open?: true;
}

const HELP = `
The page is one file and opens offline; report/figures beside it has the numbers of every figure as CSV and JSON.
With a second run, a page compares the two: side by side, and prompt by prompt where their held-out prompts are the same.
Both are read from the store alone; no server has to run.

Examples:
  srlm report demo
  srlm report demo other`;

export function addReport(program: Command, context: CommandContext): void {
  program
    .command('report')
    .summary('write the report of a run, or of two')
    .description('Writes the report of a run as it stands, and prints its models and the path of the page.')
    .argument('<RUN>', 'the name of the run')
    .argument('[OTHER]', 'a second run to compare it with')
    .option('--open', 'print the file:// URL that a browser opens, instead of the path')
    .addOption(jsonOption())
    .addHelpText('after', HELP)
    .action((run: string, other: string | undefined, options: ReportOptions) =>
      other === undefined
        ? writeReport(context, runName(run), options)
        : compareRuns(context, [runName(run), runName(other)], options),
    );
}

async function writeReport(context: CommandContext, run: string, options: ReportOptions): Promise<void> {
  const store = await storeWith(context, [run]);
  const layout = runLayout(run);
  const report = await collectReport(store, run);
  await writeReportFiles(store, report);
  const lines = [headline(report.data), '', modelsTable(report.data)];
  printPage(context, options, join(store.root, layout.report), { data: join(store.root, layout.reportData) }, lines);
}

async function compareRuns(
  context: CommandContext,
  [first, second]: readonly [string, string],
  options: ReportOptions,
): Promise<void> {
  const store = await storeWith(context, [first, second]);
  const comparison = await collectComparison(store, first, second);
  const { page, files } = comparisonFiles(comparison);
  for (const { path, text } of files) await store.replaceText(path, text);
  const lines = comparison.runs.flatMap((report) => [
    `${report.run}: ${headline(report)}`,
    '',
    modelsTable(report),
    '',
  ]);
  printPage(context, options, join(store.root, page), { samePrompts: comparison.samePrompts }, lines.slice(0, -1));
}

/** @throws NotFoundError when a run is not in it. */
async function storeWith(context: CommandContext, runs: readonly string[]): Promise<ArtifactStore> {
  const { store: root } = context.environment();
  const store = createFileSystemStore(root);
  for (const run of runs) {
    if (!(await store.find(runLayout(run).recipe)))
      throw new NotFoundError(`The store ${root} has no run "${run}"; SRLM_STORE names another store`);
  }
  return store;
}

function printPage(
  { terminal }: CommandContext,
  options: ReportOptions,
  path: string,
  more: object,
  lines: readonly string[],
): void {
  const url = pathToFileURL(path).href;
  print(terminal, options, { path, url, ...more }, [...lines, '', options.open ? url : path].join('\n'));
}
