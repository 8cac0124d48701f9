import { decimal, percent } from '../numbers';
import { html } from '../html';
import type { EvaluationReport, ModelReport } from '../data/model-data';
import type { MetricGroup, MetricRow } from './metric-table';

/** How biased models are as judges (methods sheet, 13.1); no group where none was measured. */
export function biasGroups(models: readonly ModelReport[]): MetricGroup[] {
  return models.some(({ evaluation }) => evaluation?.biases) ? [BIASES] : [];
}

const BIASES: MetricGroup = {
  title: 'How far it can be trusted as a judge',
  rows: [
    biasRow('Same in both orders', 'of comparisons', ({ position }) => [
      percent(position.consistency),
      position.compared,
    ]),
    biasRow('Prefers padded replies', 'in both orders', ({ verbosityAttack }) => [
      percent(verbosityAttack.failureRate),
      verbosityAttack.compared,
    ]),
    biasRow('Verbosity bias', 'wrong where people prefer the shorter, minus the longer', (biases) => {
      const { bias, shorterPreferred, longerPreferred } = biases.verbosityAgainstPeople;
      return [decimal(bias), shorterPreferred.compared + longerPreferred.compared];
    }),
    biasRow('Favours itself', 'win rate of own answers, minus the outside judge’s', ({ selfEnhancement }) => [
      decimal(selfEnhancement.bias),
      selfEnhancement.compared,
    ]),
    biasRow('Outside judge disagrees', 'on own answers', ({ outsideDisagreement }) => [
      percent(outsideDisagreement.share),
      outsideDisagreement.compared,
    ]),
    {
      label: 'Alarms',
      meaning: 'about its scores',
      cell: ({ evaluation }) => (evaluation?.biases ? evaluation.biases.alarms.join(', ') || 'none' : '–'),
    },
  ],
};

function biasRow(
  label: string,
  meaning: string,
  figureOf: (biases: NonNullable<EvaluationReport['biases']>) => [figure: string, compared: number],
): MetricRow {
  const cell = ({ evaluation }: ModelReport) => {
    if (!evaluation?.biases) return '–';
    const [figure, compared] = figureOf(evaluation.biases);
    return html`${figure}<small>n ${compared}</small>`;
  };
  return { label, meaning, cell };
}
