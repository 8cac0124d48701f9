import { modelLabel } from '../figures';
import { html, type Html } from '../html';
import { madeByWords } from '../made-by-words';
import type { ModelReport, ReportData } from '../report-data';

/** Which weights each model was trained from, by digest. */
export function lineageSection({ models, iterations }: ReportData): Html | null {
  if (models.length === 0) return null;
  const names = new Set(models.map((model) => model.name));
  const roots = models.filter((model) => model.parentName === null || !names.has(model.parentName));
  return html`<section id="lineage">
    <h2>Lineage <span class="aside">who was trained from whom</span></h2>
    <div class="lineage">${branch(roots, { models, iterations })}</div>
  </section>`;
}

function branch(children: readonly ModelReport[], run: Pick<ReportData, 'models' | 'iterations'>): Html | null {
  if (children.length === 0) return null;
  return html`<ul>
    ${children.map(
      (model) =>
        html`<li>
          <div>
            <strong>${modelLabel(model.name)}</strong> <span class="aside">${origin(model, run.iterations)}</span>
          </div>
          <code>${model.digest}</code>
          ${model.parent !== null && model.parentName === null ? html`<code>from ${model.parent}</code>` : null}
          ${branch(
            run.models.filter(({ parentName }) => parentName === model.name),
            run,
          )}
        </li>`,
    )}
  </ul>`;
}

function origin(
  { name, madeBy, parentName, replaced, sameAs }: ModelReport,
  iterations: ReportData['iterations'],
): string {
  const after = replaced ? ', replaced by a later attempt' : '';
  if (sameAs !== null) return `the weights of ${modelLabel(sameAs)}: this method trains nothing new here${after}`;
  if (madeBy === 'import') return `imported base model${after}`;
  const from = parentName ? ` from ${modelLabel(parentName)}` : '';
  if (name === 'sft') return `SFT${from}, the SFT baseline${after}`;
  if (name === 'M1') return `SFT${from} with judging examples${after}`;
  const policy = iterations.find(({ makes }) => makes === name)?.policy;
  return `${madeByWords[madeBy]}${from}${policy ? ` on responses of ${modelLabel(policy)}` : ''}${after}`;
}
