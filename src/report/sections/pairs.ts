import type { IterationReport } from '../data/iteration-data';
import { html, type Html } from '../html';
import { iterationLabel } from '../iteration-anchor';
import { whole } from '../numbers';
import type { ReportData } from '../report-data';
import { pairSamples } from './pair-samples';

export interface CarriedPairs {
  /** The blocks of data that the page's script reads. */
  blocks: Html;
  count: number;
  /** The length at which texts are cut; null where all are whole. */
  cutAt: number | null;
}

/** A browser for all pairs; a page whose script does not run shows a few samples instead. */
export function pairsSection({ run, iterations }: ReportData, carried: CarriedPairs): Html | null {
  const withPairs = iterations.filter(({ pairs }) => pairs && pairs.count > 0);
  if (withPairs.length === 0) return null;
  const recorded = withPairs.reduce((sum, { pairs }) => sum + (pairs?.count ?? 0), 0);
  return html`<section id="pairs">
    <h2>Pairs <span class="aside">what was learned from, and why</span></h2>
    ${limits(recorded, carried)}
    <div id="pair-browser" data-run="${run}">${withPairs.map(samplesOf)}</div>
    ${carried.blocks}
  </section>`;
}

function samplesOf(iteration: IterationReport): Html | null {
  const { pairs } = iteration;
  return pairs && pairSamples(`Iteration ${iterationLabel(iteration)}`, pairs.samples, pairs.count);
}

/** What the page leaves out, and where it is. */
function limits(recorded: number, { count, cutAt }: CarriedPairs): Html | null {
  const notes = [
    ...(count < recorded
      ? [
          `The page carries ${whole(count)} of ${whole(recorded)} pairs, spread over the score gaps; pairs.jsonl of each iteration has all.`,
        ]
      : []),
    ...(cutAt === null
      ? []
      : [`Texts over ${whole(cutAt)} characters are cut, so that the page opens quickly; the store has them whole.`]),
  ];
  return notes.length === 0 ? null : html`<p class="note">${notes.join(' ')}</p>`;
}
