import { modelLabel } from '../numbers';
import { html, type Html } from '../html';
import type { ModelReport } from '../data/model-data';

export interface MetricRow {
  label: string;
  /** What the number means, shown under its name. */
  meaning?: string;
  cell: (model: ModelReport) => Html | string;
}

export interface MetricGroup {
  title: string;
  rows: readonly MetricRow[];
}

/** Models side by side, one metric a line: numbers that belong together stand in one row. */
export function metricTable(caption: string, models: readonly ModelReport[], groups: readonly MetricGroup[]): Html {
  const body = groups.map(
    ({ title, rows }) =>
      html`<tbody>
        <tr class="group">
          <th colspan="${models.length + 1}" scope="colgroup"><span>${title}</span></th>
        </tr>
        ${rows.map(
          ({ label, meaning, cell }) =>
            html`<tr>
              <th scope="row">${label}${meaning ? html`<small>${meaning}</small>` : null}</th>
              ${models.map((model) => html`<td${replacedClass(model)}>${cell(model)}</td>`)}
            </tr>`,
        )}
      </tbody>`,
  );
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}">
    <table>
      <thead>
        <tr>
          <td></td>
          ${models.map((model) => html`<th scope="col" ${replacedClass(model)}>${modelLabel(model.name)}${model.replaced ? html`<small>replaced</small>` : null}</th>`)}
        </tr>
      </thead>
      ${body}
    </table>
  </div>`;
}

function replacedClass({ replaced }: ModelReport): Html | null {
  return replaced ? html` class="replaced"` : null;
}
