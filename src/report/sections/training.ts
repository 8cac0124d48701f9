import { trainingOutcomes } from '../../core/training/training-outcome';
import type { TrainingSummary } from '../data/model-data';
import { drawFigure } from '../figures/draw-figure';
import { trainingCurvesFigures } from '../figures/training-curves';
import { html, type Html } from '../html';
import { inWords } from '../in-words';
import { compact, duration, percent, whole } from '../numbers';
import type { ReportData } from '../report-data';
import { metricTable, type MetricRow } from './metric-table';

export function trainingSection({ models }: ReportData): Html | null {
  const trained = models.filter((model) => model.training);
  if (trained.length === 0) return null;
  const curves = trainingCurvesFigures(models);
  return html`<section id="training">
    <h2>Training</h2>
    ${curves.length === 0 ? null : html`<div class="plots before-table">${curves.map(drawFigure)}</div>`}
    ${metricTable('Training of each model', trained, [
      { title: 'Data', rows: DATA },
      { title: 'How it ended (means over the last quarter of the steps)', rows: ENDING },
    ])}
  </section>`;
}

const row = (label: string, cell: (training: TrainingSummary) => Html | string, meaning?: string): MetricRow => ({
  label,
  ...(meaning ? { meaning } : {}),
  cell: ({ training }) => (training ? cell(training) : '–'),
});

const DATA = [
  row('Objective', ({ objective }) => objective.toUpperCase()),
  row('Ended', ({ outcome }) => trainingOutcomes[outcome]),
  row('Rows trained on', ({ rowsTrained }) => whole(rowsTrained)),
  row('Rows dropped', ({ rowsDropped }) => droppedCell(rowsDropped)),
  row('Checkpoint', ({ checkpoint }) => checkpointCell(checkpoint), 'by the loss on pairs that were kept back'),
  row('Tokens', ({ tokens }) => whole(tokens)),
  row('Time', ({ seconds }) => duration(seconds)),
];

const ENDING = [
  row('Loss', ({ loss }) => compact(loss)),
  row('Margin', ({ margin }) => compact(margin), 'implicit reward, chosen less rejected'),
  row('Accuracy', ({ accuracy }) => percent(accuracy), 'pairs with a positive margin'),
  row('KL to the reference', ({ kl }) => compact(kl)),
  row('Chosen log-probability', ({ chosenLogp }) => compact(chosenLogp)),
  row('Rejected log-probability', ({ rejectedLogp }) => compact(rejectedLogp)),
  row('Gradient norm', ({ gradientNorm }) => compact(gradientNorm)),
];

function checkpointCell(checkpoint: TrainingSummary['checkpoint']): Html | string {
  if (!checkpoint) return 'the last';
  const { step, lastStep, measured, loss } = checkpoint;
  return html`step ${whole(step)} of ${whole(lastStep)} <small>best of ${measured}, loss ${compact(loss)}</small>`;
}

function droppedCell(dropped: Record<string, number>): Html | string {
  const reasons = Object.entries(dropped).filter(([, count]) => count > 0);
  if (reasons.length === 0) return '0';
  return html`${reasons.map(([reason, count]) => html`${count} <small>${inWords(reason)}</small>`)}`;
}
