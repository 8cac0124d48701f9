import { groupBy } from '../../core/group-by';
import { droppedOf } from '../dropped';
import { html, type Html } from '../html';
import { inWords } from '../in-words';
import { whole } from '../numbers';
import type { ReportData } from '../report-data';

/** Nothing is dropped in silence: every reason with its count, and where. */
export function droppedSection(report: ReportData): Html {
  const dropped = droppedOf(report);
  return html`<section id="dropped">
    <h2>Dropped <span class="aside">what did not reach training, and why</span></h2>
    ${
      dropped.length === 0
        ? html`<p class="empty">Nothing was dropped.</p>`
        : html`<div class="scroll" tabindex="0" role="region" aria-label="What was dropped">
            <table class="dropped">
              <thead>
                <tr>
                  <th scope="col">Stage</th>
                  <th scope="col">Reason</th>
                  <th scope="col">Count</th>
                </tr>
              </thead>
              ${[...groupBy(dropped, ({ where }) => where)].map(
                ([where, rows]) =>
                  html`<tbody>
                    <tr class="group">
                      <th colspan="3" scope="colgroup"><span>${where}</span></th>
                    </tr>
                    ${rows.map(
                      ({ stage, reason, count }) =>
                        html`<tr>
                          <th scope="row">${stage}</th>
                          <td>${inWords(reason)}</td>
                          <td>${whole(count)}</td>
                        </tr>`,
                    )}
                  </tbody>`,
              )}
            </table>
          </div>`
    }
  </section>`;
}
