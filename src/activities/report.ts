import { collectReport } from '../report/collect-report';
import { writeReportFiles } from '../report/report-files';
import { runLayout } from '../store/run-layout';
import type { ActivityDependencies } from './dependencies';

/** Writes the run's report as it stands, as data, as figures and as a page that opens offline. */
export async function writeReport(
  { store }: Pick<ActivityDependencies, 'store'>,
  { run }: { run: string },
): Promise<string> {
  await writeReportFiles(store, await collectReport(store, run));
  return runLayout(run).report;
}
