import { acceptedModels } from './accepted-models';
import type { CollectedReport } from './collect-report';
import { agreementFigure } from './figures/agreement';
import { answerLengthFigure } from './figures/answer-length';
import { drawFigure } from './figures/draw-figure';
import { headToHeadFigure } from './figures/head-to-head';
import { lengthAndQualityFigure } from './figures/length-and-quality';
import { winRatesFigure } from './figures/win-rates';
import { html, type Html } from './html';
import { pageFrame } from './page-frame';
import { pairBlocks } from './pair-blocks';
import type { ReportData } from './report-data';
import { costsSection } from './sections/costs';
import { droppedSection } from './sections/dropped';
import { iterationSection } from './sections/iteration';
import { judgeHealthSection } from './sections/judge-health';
import { lineageSection } from './sections/lineage';
import { modelsSection } from './sections/models';
import { pageHead, sectionLinks } from './sections/page-head';
import { pairsSection } from './sections/pairs';
import { recipeSection } from './sections/recipe';
import { trainingSection } from './sections/training';
import { verdictSection } from './sections/verdict';
import { winRateMatrixSection } from './sections/win-rate-matrix';

/** The report as one page that opens offline. The same data gives the same page. */
export function renderReport({ data, pairs }: CollectedReport): string {
  const sections = [
    { id: 'models', label: 'Models', body: modelsSection(data, overview(data), winRateMatrixSection(data.models)) },
    { id: 'judge', label: 'Judge', body: judgeHealthSection(data) },
    ...iterations(data),
    { id: 'pairs', label: 'Pairs', body: pairsSection(data, pairBlocks(pairs)) },
    { id: 'training', label: 'Training', body: trainingSection(data) },
    { id: 'costs', label: 'Cost', body: costsSection(data.costs) },
    { id: 'dropped', label: 'Dropped', body: droppedSection(data) },
    { id: 'lineage', label: 'Lineage', body: lineageSection(data) },
    { id: 'recipe', label: 'Recipe', body: recipeSection(data) },
  ].filter(({ body }) => body !== null);
  return pageFrame(
    `${data.run} · srlm report`,
    html`${pageHead(data)} ${sectionLinks(sections)}
      <main>${verdictSection(data)} ${sections.map(({ body }) => body)}</main>`,
  );
}

/** All iterations have one link; each has an anchor of its own. */
function iterations({ iterations: all }: ReportData): { id: string; label: string; body: Html | null }[] {
  if (all.length === 0) return [];
  return [
    {
      id: 'iterations',
      label: all.length === 1 ? 'Iteration' : 'Iterations',
      body: html`<div id="iterations">${all.map(iterationSection)}</div>`,
    },
  ];
}

function overview(data: ReportData): Html | null {
  const models = acceptedModels(data).filter((model) => model.evaluation);
  if (models.length === 0) return null;
  const figures = [
    agreementFigure(models),
    winRatesFigure(models),
    lengthAndQualityFigure(models),
    ...(models.some((model) => model.evaluation?.answers) ? [answerLengthFigure(models)] : []),
    headToHeadFigure(models),
  ];
  return html`<div class="plots before-table">${figures.map((figure) => (figure ? drawFigure(figure) : null))}</div>`;
}
