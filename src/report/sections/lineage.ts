import type { ModelReport } from '../data/model-data';
import { html, trustedMarkup, type Html } from '../html';
import { lineageGraph, type Edge, type LineageGraph } from '../lineage-graph';
import { madeByWords } from '../made-by-words';
import { modelLabel, shortDigest } from '../numbers';
import type { ReportData } from '../report-data';

/** As in the style sheet: rows of one height, so that lines meet their rows on any screen. */
const ROW = 52;
const LANE = 14;
const EDGE = 8;

/** Which weights each model was trained from, and whose responses it learned from. */
export function lineageSection({ models, iterations }: ReportData): Html | null {
  if (models.length === 0) return null;
  const graph = lineageGraph({ models, iterations });
  const hasData = graph.lanes.data > 0;
  return html`<section id="lineage">
    <h2>Lineage <span class="aside">who was trained from whom</span></h2>
    <div class="lineage">
      ${drawing(graph, models.length)}
      <ol>
        ${models.map(
          (model) => html`<li${model.replaced ? html` class="replaced"` : null}>
            <strong>${modelLabel(model.name)}</strong> <span>${origin(model, iterations)}</span>
            <code title="${model.digest}">${shortDigest(model.digest)}${model.parent !== null && model.parentName === null ? ` from ${shortDigest(model.parent)}` : ''}</code>
          </li>`,
        )}
      </ol>
    </div>
    <p class="note">
      Lines lead from the weights that a model was trained
      from${hasData ? '; dashed ones from the model whose responses it learned from' : ''}.
    </p>
  </section>`;
}

function drawing({ edges, lanes }: LineageGraph, rows: number): Html {
  const center = EDGE + lanes.weights * LANE + 6;
  const width = center + 6 + lanes.data * LANE + EDGE;
  const y = (row: number) => row * ROW + ROW / 2;
  const path = ({ from, to, lane, kind }: Edge) => {
    const side = kind === 'weights' ? -1 : 1;
    const x = center + side * (lane + 1) * LANE;
    const bend = side * 8;
    return `M${center} ${y(from)}H${x - bend}Q${x} ${y(from)} ${x} ${y(from) + 8}V${y(to) - 8}Q${x} ${y(to)} ${x - bend} ${y(to)}H${center}`;
  };
  const lines = edges.map((edge) => `<path class="${edge.kind}" d="${path(edge)}"/>`).join('');
  const dots = Array.from({ length: rows }, (_, row) => `<circle cx="${center}" cy="${y(row)}" r="5"/>`).join('');
  return trustedMarkup(
    `<svg aria-hidden="true" width="${width}" height="${rows * ROW}" viewBox="0 0 ${width} ${rows * ROW}">${lines}${dots}</svg>`,
  );
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
