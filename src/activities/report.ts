import { jsonDocument } from '../core/json-text';
import { collectReport } from '../report/collect-report';
import { renderReport } from '../report/render-report';
import { runLayout } from '../store/run-layout';
import type { ActivityDependencies } from './dependencies';

/** Writes the run's report as it stands, as data and as a page that opens offline. Both are views and may be written again. */
export async function writeReport(
  { store }: Pick<ActivityDependencies, 'store'>,
  { run }: { run: string },
): Promise<string> {
  const layout = runLayout(run);
  const report = await collectReport(store, run);
  await store.replaceText(layout.reportData, jsonDocument(report));
  await store.replaceText(layout.report, renderReport(report));
  return layout.report;
}
