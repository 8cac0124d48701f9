import type { ModelReport } from '../data/model-data';
import { winRateMatrix, type MatrixCell } from '../figures/win-rate-matrix';
import { html, trustedMarkup, type Html } from '../html';
import { modelLabel, percent, whole } from '../numbers';

/** All models against each other; the colour says who wins, and by how much. */
export function winRateMatrixSection(models: readonly ModelReport[]): Html | null {
  const matrix = winRateMatrix(models);
  if (!matrix) return null;
  const selfJudged = matrix.cells.flat().some((cell) => cell?.selfJudged);
  return html`<div class="matrix">
    <h3>Win rates of all models <span class="aside">the row against the column</span></h3>
    <div class="scroll" tabindex="0" role="region" aria-label="Win rates of all models">
      <table>
        <thead>
          <tr>
            <td></td>
            ${matrix.models.map((model) => html`<th scope="col">${modelLabel(model)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${matrix.models.map(
            (model, row) =>
              html`<tr>
                <th scope="row">${modelLabel(model)}</th>
                ${(matrix.cells[row] ?? []).map((cell, column) => (row === column ? html`<td class="self"></td>` : cellOf(cell)))}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    <p class="note">
      ${selfJudged ? 'A star marks comparisons in which one of the two models is also the judge. ' : ''}A dash: not
      compared. Every pair of answers is shown to the judge in both orders.
    </p>
  </div>`;
}

function cellOf(cell: MatrixCell | null): Html {
  if (!cell) return html`<td class="none">–</td>`;
  const { winRate, compared, selfJudged } = cell;
  const strength = Math.round(Math.min(1, Math.abs(winRate - 0.5) * 2) * 55);
  const color = winRate >= 0.5 ? '--won' : '--lost';
  const style = trustedMarkup(`background:color-mix(in srgb, var(${color}) ${strength}%, var(--card))`);
  return html`<td style="${style}">${percent(winRate)}${selfJudged ? '*' : ''}<small>n ${whole(compared)}</small></td>`;
}
