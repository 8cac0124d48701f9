import type { Figure } from '../figures/figure';
import type { RunComparison } from './collect-comparison';

/** The numbers of a comparison on the same prompts. */
export function pairedFigure({ runs, newest, paired, samePrompts }: RunComparison): Figure {
  const [first, second] = runs.map(({ run }, index) => `${run} ${newest[index] ?? ''}`.trim());
  return {
    name: `${runs[0].run}-against-${runs[1].run}`,
    title: `${first} against ${second}`,
    description: `The newest models of two runs on the ${samePrompts} held-out prompts that both have, with 95 % intervals.`,
    table: {
      columns: ['measure', 'prompts', `${first}`, `${second}`, 'difference', 'low', 'high', 'p'],
      rows: paired.map(({ name, change: { items, older, newer, change, p } }) => [
        name,
        items,
        older,
        newer,
        change.estimate,
        change.low,
        change.high,
        p,
      ]),
    },
  };
}
