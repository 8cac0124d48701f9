import { pathToFileURL } from 'node:url';
import { collectReport } from '../report/collect-report';
import { headline } from '../report/headline';
import { writeReportFiles } from '../report/report-files';
import { runLayout } from '../store/run-layout';
import type { ActivityDependencies } from './dependencies';

/** Where a report is, and what it says in a sentence or two. */
export interface WrittenReport {
  path: string;
  link: string;
  headline: string;
}

/** Writes the run's report as it stands, as data, as figures and as a page that opens offline. */
export async function writeReport(
  { store, storeUrl }: Pick<ActivityDependencies, 'store' | 'storeUrl'>,
  { run }: { run: string },
): Promise<WrittenReport> {
  const report = await collectReport(store, run);
  await writeReportFiles(store, report);
  const path = runLayout(run).report;
  const link = `${storeUrl ?? pathToFileURL(store.root).href}/${path}`;
  return { path, link, headline: headline(report.data) };
}
