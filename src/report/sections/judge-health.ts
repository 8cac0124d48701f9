import type { IterationReport } from '../data/iteration-data';
import type { ModelReport, PositionReport } from '../data/model-data';
import { drawFigure } from '../figures/draw-figure';
import { judgeHealthFigure } from '../figures/judge-health';
import { scoreByLengthFigure } from '../figures/score-by-length';
import { html, type Html } from '../html';
import { anchorOf, iterationLabel } from '../iteration-anchor';
import { modelLabel, percent, whole } from '../numbers';
import type { ReportData } from '../report-data';

const ALARMS = {
  'null-rate': 'more than 10 % without a score',
  'modal-share': 'one score is more than 60 % of all',
  'entropy-fall': 'scores are less spread than before',
} as const;

/** Whether the judge can be believed; null for a run in which nobody judges. */
export function judgeHealthSection({ iterations, models }: ReportData): Html | null {
  const [health, byLength] = [judgeHealthFigure(iterations), scoreByLengthFigure(iterations)];
  const positions = positionRows(models, iterations);
  if (!health && positions.length === 0) return null;
  return html`<section id="judge">
    <h2>Judge <span class="aside">can its word be taken?</span></h2>
    ${alarmList(iterations)}
    <div class="plots">
      ${health ? drawFigure(health) : null} ${byLength ? drawFigure(byLength) : null}
      ${positions.length === 0 ? null : positionTable(positions)}
    </div>
  </section>`;
}

function alarmList(iterations: readonly IterationReport[]): Html | null {
  const alarms = iterations.flatMap((iteration) =>
    (iteration.judgements?.alarms ?? []).map((alarm) => ({ where: iterationLabel(iteration), alarm })),
  );
  if (alarms.length === 0) return null;
  return html`<ul class="alarms" aria-label="Alarms">
    ${alarms.map(({ where, alarm }) => html`<li><strong>Iteration ${where}</strong> ${ALARMS[alarm]}</li>`)}
  </ul>`;
}

interface PositionRow {
  label: string;
  position: PositionReport;
}

function positionRows(models: readonly ModelReport[], iterations: readonly IterationReport[]): PositionRow[] {
  const ofModels = models.flatMap(({ name, comparisons }) =>
    comparisons.flatMap(({ older, position }) =>
      position && position.compared > 0 ? [{ label: `${modelLabel(name)} v ${modelLabel(older)}`, position }] : [],
    ),
  );
  const ofCritics = iterations.flatMap((iteration) =>
    iteration.critics.flatMap(({ critic, position }) =>
      position && position.compared > 0 ? [{ label: `${critic}, iteration ${anchorOf(iteration)}`, position }] : [],
    ),
  );
  return [...ofModels, ...ofCritics];
}

function positionTable(rows: readonly PositionRow[]): Html {
  return html`<figure class="plot">
    <figcaption>Verdicts asked in both orders</figcaption>
    <div class="scroll plain" tabindex="0" role="region" aria-label="Verdicts asked in both orders">
      <table>
        <thead>
          <tr>
            <th scope="col">Comparison</th>
            <th scope="col">Same twice</th>
            <th scope="col">First slot twice</th>
            <th scope="col">n</th>
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            ({ label, position }) =>
              html`<tr>
                <th scope="row">${label}</th>
                <td>${percent(position.consistency)}</td>
                <td>${percent(position.firstSlot)}</td>
                <td>${whole(position.compared)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    <p class="note">
      A judge that goes by what it reads says the same in both orders. GPT-4 does in 65 of 100 (2306.05685).
    </p>
  </figure>`;
}
