import { log } from '@temporalio/activity';
import { jsonDocument } from '../core/json-text';
import { trackerPublications } from '../observability/metrics';
import { collectReport } from '../report/collect-report';
import { renderReport } from '../report/render-report';
import type { ReportData } from '../report/report-data';
import { trackedRuns } from '../report/tracked-runs';
import { runLayout } from '../store/run-layout';
import type { ActivityDependencies } from './dependencies';
import { publishToMlflow } from './publish-to-mlflow';

export interface WrittenReport {
  path: string;
  /** Why an experiment tracker was not told; the run goes on, and the next report tells it everything. */
  untold?: string;
}

/** Writes the run's report as it stands, as data and as a page that opens offline. Both are views and may be written again. */
export async function writeReport(
  { store, mlflow }: Pick<ActivityDependencies, 'store' | 'mlflow'>,
  { run }: { run: string },
): Promise<WrittenReport> {
  const layout = runLayout(run);
  const report = await collectReport(store, run);
  await store.replaceText(layout.reportData, jsonDocument(report));
  await store.replaceText(layout.report, renderReport(report));
  const untold = mlflow && (await publish(mlflow, report));
  return { path: layout.report, ...(untold === undefined ? {} : { untold }) };
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
