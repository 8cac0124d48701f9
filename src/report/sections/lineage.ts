import { modelLabel } from '../figures';
import { html, type Html } from '../html';
import type { ModelReport, ReportData } from '../report-data';

/** Which weights each model was trained from, by digest. */
export function lineageSection({ models }: ReportData): Html | null {
  if (models.length === 0) return null;
  const names = new Set(models.map((model) => model.name));
  const roots = models.filter((model) => model.parentName === null || !names.has(model.parentName));
  return html`<section id="lineage">
    <h2>Lineage <span class="aside">who was trained from whom</span></h2>
    <div class="lineage">${branch(roots, models)}</div>
  </section>`;
}

function branch(children: readonly ModelReport[], models: readonly ModelReport[]): Html | null {
  if (children.length === 0) return null;
  return html`<ul>${children.map(
    (model) => html`<li>
      <div><strong>${modelLabel(model.name)}</strong> <span class="aside">${origin(model)}</span></div>
      <code>${model.digest}</code>
      ${model.parent !== null && model.parentName === null ? html`<code>from ${model.parent}</code>` : null}
      ${branch(models.filter(({ parentName }) => parentName === model.name), models)}
    </li>`,
  )}</ul>`;
}

function origin({ name, madeBy, parentName, replaced }: ModelReport): string {
  const after = replaced ? ', replaced by a later attempt' : '';
  if (madeBy === 'import') return `imported base model${after}`;
  const from = parentName ? ` from ${modelLabel(parentName)}` : '';
  if (madeBy === 'sft') return `SFT${from}${name === 'sft' ? ', the SFT baseline' : ' with judging examples'}${after}`;
  const index = Number(/^M(\d+)/.exec(name)?.[1] ?? 1);
  return `DPO${from} on pairs made and judged by ${modelLabel(`M${index - 1}`)}${after}`;
}
