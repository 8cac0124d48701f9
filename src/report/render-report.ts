import { acceptedModels } from './accepted-models';
import { modelLabel } from './figures';
import { headline } from './headline';
import { html, toMarkup, trustedMarkup, type Html } from './html';
import { pageStyle } from './page-style';
import { answerLengthPlot } from './plots/answer-length';
import { drawPlot } from './plots/draw-plot';
import { headToHeadPlot } from './plots/head-to-head';
import { judgeAccuracyPlot } from './plots/judge-accuracy';
import type { ReportData } from './report-data';
import { anchorOf, iterationSection } from './sections/iteration';
import { lineageSection } from './sections/lineage';
import { modelsSection } from './sections/models';
import { trainingSection } from './sections/training';

/** The texts in the page come from models: it runs no script and may load nothing, whatever they contain. */
const CONTENT_SECURITY_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/** The report as one page that opens offline. The same data gives the same page. */
export function renderReport(report: ReportData): string {
  return `${toMarkup(page(report))}\n`;
}

function page(report: ReportData): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${trustedMarkup(CONTENT_SECURITY_POLICY)}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <link rel="icon" href="data:," />
        <title>${report.run} · srlm report</title>
        <style>
          ${trustedMarkup(pageStyle)}
        </style>
      </head>
      <body>
        ${header(report)}
        <main>
          ${overview(report)} ${modelsSection(report)} ${report.iterations.map(iterationSection)}
          ${trainingSection(report)} ${lineageSection(report)} ${recipe(report)}
        </main>
      </body>
    </html>`;
}

function header(report: ReportData): Html {
  const { run, method, baseModel, writtenAt, iterations, iterationsPlanned } = report;
  const finished = new Set(iterations.filter((iteration) => iteration.finished).map(({ iteration }) => iteration)).size;
  const newest = acceptedModels(report).at(-1);
  const total = Math.max(iterationsPlanned, ...iterations.map(({ iteration }) => iteration));
  return html`<header>
    <p class="kicker">srlm report</p>
    <h1>${run}</h1>
    <p class="headline">${headline(report)}</p>
    <dl class="facts">
      <div>
        <dt>Method</dt>
        <dd>${method}</dd>
      </div>
      <div>
        <dt>Base model</dt>
        <dd><bdi>${baseModel}</bdi></dd>
      </div>
      <div>
        <dt>Iterations</dt>
        <dd>${finished} of ${total}${newest ? `, newest model ${modelLabel(newest.name)}` : ''}</dd>
      </div>
      <div>
        <dt>Written</dt>
        <dd><time datetime="${writtenAt}">${writtenAt.slice(0, 16).replace('T', ' ')} UTC</time></dd>
      </div>
    </dl>
    <nav aria-label="Sections">
      <a href="#models">Models</a>
      ${iterations.map((iteration) => html`<a href="#iteration-${anchorOf(iteration)}">Iteration ${anchorOf(iteration).replace('-', '.')}</a>`)}
      ${report.models.some((model) => model.training) ? html`<a href="#training">Training</a>` : null}
      ${report.models.length > 0 ? html`<a href="#lineage">Lineage</a>` : null}
      <a href="#recipe">Recipe</a>
    </nav>
  </header>`;
}

function overview(report: ReportData): Html | null {
  const models = acceptedModels(report).filter((model) => model.evaluation);
  if (models.length === 0) return null;
  const headToHead = headToHeadPlot(models);
  return html`<div class="plots">
    ${drawPlot(judgeAccuracyPlot(models))} ${headToHead ? drawPlot(headToHead) : null}
    ${models.some((model) => model.evaluation?.answers) ? drawPlot(answerLengthPlot(models)) : null}
  </div>`;
}

function recipe(report: ReportData): Html {
  return html`<section id="recipe">
    <h2>Recipe</h2>
    <details>
      <summary>Every field as it was resolved when the run started</summary>
      <pre>${JSON.stringify(report.recipe, null, 2)}</pre>
    </details>
  </section>`;
}
