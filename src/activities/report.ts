import { pathToFileURL } from 'node:url';
import { log } from '@temporalio/activity';
import { trackerPublications } from '../observability/metrics';
import { collectReport } from '../report/collect-report';
import { headline } from '../report/headline';
import type { ReportData } from '../report/report-data';
import { writeReportFiles } from '../report/report-files';
import { trackedRuns } from '../report/tracked-runs';
import { runLayout } from '../store/run-layout';
import type { ActivityDependencies } from './dependencies';
import { publishToMlflow } from './publish-to-mlflow';

/** Where a report is, and what it says in a sentence or two. */
export interface WrittenReport {
  path: string;
  link: string;
  headline: string;
  /** Why an experiment tracker was not told; the run goes on, and the next report tells it everything. */
  untold?: string;
}

/** Writes the run's report as it stands, as data, as figures and as a page that opens offline; all may be written again. */
export async function writeReport(
  { store, storeUrl, mlflow }: Pick<ActivityDependencies, 'store' | 'storeUrl' | 'mlflow'>,
  { run }: { run: string },
): Promise<WrittenReport> {
  const report = await collectReport(store, run);
  await writeReportFiles(store, report);
  const path = runLayout(run).report;
  const link = `${storeUrl ?? pathToFileURL(store.root).href}/${path}`;
  const untold = mlflow && (await publish(mlflow, report.data));
  return { path, link, headline: headline(report.data), ...(untold === undefined ? {} : { untold }) };
}

/** Why it could not be published; nothing that a tracker does stops a run. */
async function publish(
  mlflow: NonNullable<ActivityDependencies['mlflow']>,
  report: ReportData,
): Promise<string | undefined> {
  try {
    await publishToMlflow(mlflow, `srlm/${report.run}`, trackedRuns(report), Date.now());
    trackerPublications.inc({ tracker: 'mlflow', outcome: 'published' });
    return undefined;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    trackerPublications.inc({ tracker: 'mlflow', outcome: 'failed' });
    log.warn('The run was not published; the next report tries again', { tracker: 'mlflow', reason });
    return reason;
  }
}
