import { jsonDocument } from '../core/json-text';
import type { ArtifactStore } from '../store/artifact-store';
import { runLayout } from '../store/run-layout';
import type { CollectedReport } from './collect-report';
import { allFigures } from './figures/all-figures';
import { figureCsv, figureJson } from './figures/write-figure';
import { renderReport } from './render-report';

/** The files of a report with their texts: data, page, and the numbers of every figure. The same report gives the same. */
export function* reportFiles(report: CollectedReport): Generator<{ path: string; text: string }> {
  const layout = runLayout(report.data.run);
  yield { path: layout.reportData, text: jsonDocument(report.data) };
  for (const figure of allFigures(report.data)) {
    yield { path: layout.figure(figure.name, 'csv'), text: figureCsv(figure) };
    yield { path: layout.figure(figure.name, 'json'), text: figureJson(figure) };
  }
  yield { path: layout.report, text: renderReport(report) };
}

/** Writes all of them, the page last. They are views and may be written again. */
export async function writeReportFiles(store: ArtifactStore, report: CollectedReport): Promise<void> {
  for (const { path, text } of reportFiles(report)) await store.replaceText(path, text);
}
