import { groupBy } from '../../core/group-by';
import { droppedOf } from '../dropped';
import { html, type Html } from '../html';
import { inWords } from '../in-words';
import { whole } from '../numbers';
import type { ReportData } from '../report-data';

/** Nothing is dropped in silence: every reason with its counts, side by side for what was done again and again. */
export function droppedSection(report: ReportData): Html {
  const dropped = droppedOf(report);
  const places = [...new Set(dropped.map(({ where }) => where))];
  const reasons = groupBy(dropped, ({ stage, reason }) => JSON.stringify([stage, reason]));
  return html`<section id="dropped">
    <h2>Dropped <span class="aside">what did not reach training, and why</span></h2>
    ${
      dropped.length === 0
        ? html`<p class="empty">Nothing was dropped.</p>`
        : html`<div class="scroll" tabindex="0" role="region" aria-label="What was dropped">
            <table>
              <thead>
                <tr>
                  <th scope="col">Reason</th>
                  ${places.map((where) => html`<th scope="col">${where}</th>`)}
                </tr>
              </thead>
              ${[...groupBy(reasons.values(), ([first]) => first?.stage ?? '')].map(
                ([stage, rows]) =>
                  html`<tbody>
                    <tr class="group">
                      <th colspan="${places.length + 1}" scope="colgroup"><span>${stage}</span></th>
                    </tr>
                    ${rows.map(
                      (same) =>
                        html`<tr>
                          <th scope="row">${inWords(same[0]?.reason ?? '')}</th>
                          ${places.map((place) => html`<td>${countAt(same, place)}</td>`)}
                        </tr>`,
                    )}
                  </tbody>`,
              )}
            </table>
          </div>`
    }
  </section>`;
}

function countAt(same: readonly { where: string; count: number }[], place: string): string {
  const found = same.find(({ where }) => where === place);
  return found ? whole(found.count) : '–';
}
