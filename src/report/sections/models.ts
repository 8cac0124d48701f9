import { normalInterval } from '../../core/statistics/normal-interval';
import { againstBaseline, againstPrevious, comparedCount } from '../accepted-models';
import { decimal, modelLabel, percent, shortDigest, whole } from '../numbers';
import { html, type Html } from '../html';
import type { ComparisonReport, EvaluationReport, MetricName, ModelReport } from '../data/model-data';
import type { ReportData } from '../report-data';
import { inWords } from '../in-words';
import { madeByWords } from '../made-by-words';
import { biasGroups } from './bias-groups';
import { benchmarkGroups } from './benchmark-rows';
import { metricTable, type MetricGroup, type MetricRow } from './metric-table';

/** What was measured of each model: as curves, as one table, and against each other. */
export function modelsSection({ models }: ReportData, overview: Html | null, matrix: Html | null): Html {
  return html`<section id="models">
    <h2>Models</h2>
    ${overview}
    ${models.length === 0 ? html`<p class="empty">No model is there yet.</p>` : metricTable('Models of the run', models, [...GROUPS, ...biasGroups(models), ...benchmarkGroups(models)])}
    ${noiseNote(models)} ${matrix}
  </section>`;
}

const measure = (label: string, meaning: string, cell: (evaluation: EvaluationReport) => string): MetricRow => ({
  label,
  meaning,
  cell: ({ evaluation }) => (evaluation ? cell(evaluation) : '–'),
});

const metric = (
  label: string,
  meaning: string,
  name: MetricName,
  write: (value: number | null) => string,
): MetricRow => ({
  label,
  meaning,
  cell: ({ evaluation }) => {
    if (!evaluation) return '–';
    const { value, instructions } = evaluation[name];
    return html`${write(value)}${instructions === null ? null : html`<small>n ${instructions}</small>`}`;
  },
});

const GROUPS: readonly MetricGroup[] = [
  {
    title: 'Identity',
    rows: [
      { label: 'Digest', cell: ({ digest }) => html`<code title="${digest}">${shortDigest(digest)}</code>` },
      { label: 'Parent', cell: parentOf },
      { label: 'Made by', cell: madeByCell },
    ],
  },
  {
    title: 'As a judge of held-out replies that people ranked',
    rows: [
      metric('Pairwise accuracy', 'pairs ordered as people did', 'pairwiseAccuracy', percent),
      metric('5-best', "replies scored 5 that are people's best", 'bestOf5', percent),
      metric('Exact match', 'whole rankings as people had them', 'exactMatch', percent),
      metric('Spearman', 'rank correlation, −1 to 1', 'spearman', decimal),
      metric('Kendall τ-b', 'rank correlation, −1 to 1', 'kendallTauB', decimal),
      metric('Tie rate', 'pairs given equal scores', 'tieRate', percent),
      measure('Parse rate', 'judgements with a score at once', ({ parseRate }) => percent(parseRate)),
      { label: 'Measured on', cell: countsOf },
    ],
  },
  {
    title: 'As an assistant on held-out prompts',
    rows: [
      measure('Answer length', 'mean characters', ({ answers }) => whole(answers?.meanCharacters)),
      measure('Cut at the limit', 'answers', ({ answers }) =>
        answers ? `${answers.truncated} of ${answers.count}` : '–',
      ),
      {
        label: 'Against the previous model',
        meaning: 'win rate',
        cell: (model) => comparisonCell(againstPrevious(model)),
      },
      {
        label: 'Against the SFT baseline',
        meaning: 'win rate',
        cell: (model) => comparisonCell(againstBaseline(model)),
      },
    ],
  },
];

function madeByCell({ madeBy, sameAs }: ModelReport): string {
  return sameAs === null ? madeByWords[madeBy] : `nothing: it is ${modelLabel(sameAs)}`;
}

function parentOf({ parent, parentName }: ModelReport): Html | string {
  if (parent === null) return '–';
  return parentName ? modelLabel(parentName) : html`<code title="${parent}">${shortDigest(parent)}</code>`;
}

function countsOf({ evaluation }: ModelReport): Html | string {
  const counts = Object.entries(evaluation?.counts ?? {}).filter(([, count]) => count > 0);
  return counts.length === 0
    ? '–'
    : html`<small>${counts.map(([name, count]) => html`${whole(count)} ${inWords(name)}<br />`)}</small>`;
}

function comparisonCell(comparison: ComparisonReport | undefined): Html | string {
  if (!comparison) return '–';
  const { wins, ties, losses, nulls, winRate, older, selfJudged } = comparison;
  return html`${percent(winRate)}<small title="won, tied, lost">${wins} – ${ties} – ${losses}</small>
    <small>n ${comparedCount(comparison)}, v ${modelLabel(older)}</small>
    ${nulls > 0 ? html`<small>${nulls} no verdict</small>` : null}
    ${selfJudged ? html`<small class="flag">self-judged</small>` : null}`;
}

/** Small held-out sets move by chance: says how far, so that nobody reads a coin's luck as learning. */
function noiseNote(models: readonly ModelReport[]): Html | null {
  const n = Math.max(0, ...models.flatMap((model) => model.comparisons.map(comparedCount)));
  if (n === 0) return null;
  const spread = (normalInterval(0, Math.sqrt(0.25 / n)).high * 100).toFixed(0);
  return html`<p class="note">
    n: instructions that a number is an average over. A pair that the judge scores equally counts one half. With ${n}
    prompts a win rate within about ±${spread} points of 50 % can be chance. Self-judged comparisons say what the model
    thinks of itself; read them beside the agreement with people.
  </p>`;
}
