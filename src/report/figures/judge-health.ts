import type { IterationReport } from '../data/iteration-data';
import { iterationLabel } from '../iteration-anchor';
import { percent } from '../numbers';
import { categories, grid, legend, shares, still } from './axes';
import type { Plot } from './figure';

type Judgements = NonNullable<IterationReport['judgements']>;

const LINES = [
  { name: 'parse rate', color: 'var(--series-1)', of: ({ parseRate }: Judgements) => parseRate },
  { name: 'commonest score', color: 'var(--series-2)', of: ({ health }: Judgements) => health.modalShare },
  { name: 'tied responses', color: 'var(--series-3)', of: ({ health }: Judgements) => health.tieRate },
] as const;

/** Whether the judge's scores still tell responses apart (2306.05685). Undefined for a run in which nobody scores. */
export function judgeHealthFigure(iterations: readonly IterationReport[]): Plot | undefined {
  const judged = iterations.flatMap((iteration) =>
    iteration.judgements ? [{ name: iterationLabel(iteration), judgements: iteration.judgements }] : [],
  );
  if (judged.length === 0) return undefined;
  return {
    name: 'judge-health',
    title: 'Health of the judge, by iteration',
    description: judged
      .map(({ name, judgements }) => `iteration ${name}: parse rate ${percent(judgements.parseRate)}`)
      .join(', '),
    note: 'Parse rate, share of the commonest score, and of pairs of responses with equal scores. A judge that gives one score to everything, or ties most responses, teaches little.',
    table: {
      columns: [
        'iteration',
        'judgements',
        'parse rate',
        'without score',
        'entropy nats',
        'commonest score share',
        'mean score',
        'variance within a response',
        'tied responses',
        'alarms',
      ],
      rows: judged.map(({ name, judgements: { count, parseRate, meanScore, health, alarms } }) => [
        name,
        count,
        parseRate,
        health.nullRate,
        health.entropy,
        health.modalShare,
        meanScore,
        health.withinResponseVariance,
        health.tieRate,
        alarms.join(' '),
      ]),
    },
    option: {
      grid,
      legend,
      xAxis: categories(judged.map(({ name }) => name)),
      yAxis: shares(),
      series: LINES.map(({ name, color, of }) => ({
        ...still,
        type: 'line',
        name,
        color,
        symbol: 'circle',
        symbolSize: 6,
        itemStyle: { opacity: 1 },
        lineStyle: { width: 2 },
        data: judged.map(({ judgements }) => of(judgements)),
      })),
    },
  };
}
