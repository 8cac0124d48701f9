/** Figures that the page shows as tables of their own form. */
import type { StageCost } from '../data/cost-data';
import { anchorOf } from '../iteration-anchor';
import type { EvaluationReport, MetricName } from '../data/model-data';
import type { ReportData } from '../report-data';
import { droppedOf } from '../dropped';
import type { Figure } from './figure';

const METRICS: readonly MetricName[] = [
  'pairwiseAccuracy',
  'bestOf5',
  'exactMatch',
  'spearman',
  'kendallTauB',
  'tieRate',
];

/** Of each model as a judge, where the recipe asks for them. */
const BIASES: readonly (readonly [string, (biases: NonNullable<EvaluationReport['biases']>) => number | null])[] = [
  ['same in both orders', ({ position }) => position.consistency],
  ['first slot twice', ({ position }) => position.firstSlot],
  ['prefers padding', ({ verbosityAttack }) => verbosityAttack.failureRate],
  ['verbosity bias', ({ verbosityAgainstPeople }) => verbosityAgainstPeople.bias],
  ['self-enhancement', ({ selfEnhancement }) => selfEnhancement.bias],
  ['outside judge disagrees', ({ outsideDisagreement }) => outsideDisagreement.share],
];

export function modelsFigure({ models }: ReportData): Figure {
  return {
    name: 'models',
    title: 'Models',
    description: 'What each model is and what was measured of it.',
    table: {
      columns: [
        'model',
        'digest',
        'parent',
        'made by',
        'replaced',
        ...METRICS,
        'parse rate',
        'mean characters',
        ...BIASES.map(([name]) => name),
        'training seconds',
        'training tokens',
        'loss',
      ],
      rows: models.map(({ name, digest, parentName, madeBy, replaced, evaluation, training }) => [
        name,
        digest,
        parentName,
        madeBy,
        replaced ? 'yes' : 'no',
        ...METRICS.map((metric) => evaluation?.[metric].value ?? null),
        evaluation?.parseRate ?? null,
        evaluation?.answers?.meanCharacters ?? null,
        ...BIASES.map(([, of]) => (evaluation?.biases ? of(evaluation.biases) : null)),
        training?.seconds ?? null,
        training?.tokens ?? null,
        training?.loss ?? null,
      ]),
    },
  };
}

export function verdictsFigure({ verdicts }: ReportData): Figure {
  return {
    name: 'verdicts',
    title: 'Verdicts',
    description: 'Whether each model is better than an older one, with 95 % intervals.',
    table: {
      columns: [
        'model',
        'against',
        'verdict',
        ...estimated('accuracy change'),
        'accuracy p',
        'instructions',
        ...estimated('win rate'),
        'win rate p',
        'prompts',
        ...estimated('win rate at equal length'),
        ...estimated('length growth'),
        'self-judged',
      ],
      rows: verdicts.map(({ newer, older, verdict, accuracy, winRate, equalLengthWinRate, length, selfJudged }) => [
        newer,
        older,
        verdict,
        ...(accuracy
          ? [accuracy.change.estimate, accuracy.change.low, accuracy.change.high, accuracy.p, accuracy.items]
          : nulls(5)),
        ...(winRate
          ? [winRate.interval.estimate, winRate.interval.low, winRate.interval.high, winRate.p, winRate.items]
          : nulls(5)),
        ...(equalLengthWinRate
          ? [equalLengthWinRate.estimate, equalLengthWinRate.low, equalLengthWinRate.high]
          : nulls(3)),
        ...(length ? [length.growth.estimate, length.growth.low, length.growth.high] : nulls(3)),
        selfJudged ? 'yes' : 'no',
      ]),
    },
  };
}

export function costsFigure({ costs }: ReportData): Figure {
  const row = ({ part, stage, attempts, seconds, calls, utilisation }: StageCost) => [
    part,
    stage,
    attempts,
    seconds,
    calls?.made ?? null,
    calls?.recalled ?? null,
    calls ? Object.values(calls.retried).reduce((sum, count) => sum + count, 0) : null,
    calls?.quarantined ?? null,
    calls?.tokens ?? null,
    calls?.seconds ?? null,
    utilisation,
  ];
  return {
    name: 'costs',
    title: 'Cost by stage',
    description: 'Time, calls, generated tokens and utilisation of every stage.',
    table: {
      columns: [
        'part',
        'stage',
        'attempts',
        'seconds',
        'calls made',
        'calls found',
        'calls made again',
        'calls set aside',
        'generated tokens',
        'call seconds',
        'utilisation',
      ],
      rows: costs.map(row),
    },
  };
}

export function droppedFigure(report: ReportData): Figure {
  return {
    name: 'dropped',
    title: 'What was dropped',
    description: 'Everything that did not reach a training set, by stage and reason.',
    table: {
      columns: ['where', 'stage', 'reason', 'count'],
      rows: droppedOf(report).map(({ where, stage, reason, count }) => [where, stage, reason, count]),
    },
  };
}

export function iterationsFigure({ iterations }: ReportData): Figure {
  return {
    name: 'iterations',
    title: 'Iterations',
    description: 'How many prompts, responses, judgements and pairs each iteration made.',
    table: {
      columns: [
        'iteration',
        'policy',
        'makes',
        'finished',
        'rejected because',
        'seed prompts',
        'generated prompts',
        'mean max-ROUGE-L',
        'distinct-2',
        'responses',
        'mean tokens',
        'judgements',
        'parse rate',
        'mean score',
        'pairs',
        'mean gap',
        'chosen mean characters',
        'rejected mean characters',
        'consistency ratio',
        'CREAM consistency',
      ],
      rows: iterations.map((iteration) => [
        anchorOf(iteration),
        iteration.policy,
        iteration.makes,
        iteration.finished ? 'yes' : 'no',
        iteration.rejectedBecause,
        iteration.prompts.seed,
        iteration.prompts.generated,
        iteration.prompts.diversity?.meanMaxRouge ?? null,
        iteration.prompts.diversity?.distinct2 ?? null,
        iteration.responses?.count ?? null,
        iteration.responses?.meanTokens ?? null,
        iteration.judgements?.count ?? null,
        iteration.judgements?.parseRate ?? null,
        iteration.judgements?.meanScore ?? null,
        iteration.pairs?.count ?? null,
        iteration.pairs?.meanGap ?? null,
        iteration.pairs?.chosenMeanCharacters ?? null,
        iteration.pairs?.rejectedMeanCharacters ?? null,
        iteration.consistency?.ratio ?? null,
        iteration.consistency?.cream?.value ?? null,
      ]),
    },
  };
}

function estimated(name: string): string[] {
  return [name, `${name} low`, `${name} high`];
}

function nulls(count: number): null[] {
  return Array.from({ length: count }, () => null);
}
