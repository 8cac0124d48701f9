import { jsonDocument } from '../../core/json-text';
import { runLayout } from '../../store/run-layout';
import { figureCsv } from '../figures/write-figure';
import type { RunComparison } from './collect-comparison';
import { pairedFigure } from './paired-figure';
import { renderComparison } from './render-comparison';

/** The page of a comparison and its numbers, in the folder of the first run. */
export function comparisonFiles(comparison: RunComparison): { page: string; files: { path: string; text: string }[] } {
  const [first, second] = comparison.runs;
  const path = runLayout(first.run).comparison(second.run);
  const { newest, samePrompts, paired } = comparison;
  return {
    page: `${path}.html`,
    files: [
      { path: `${path}.csv`, text: figureCsv(pairedFigure(comparison)) },
      { path: `${path}.json`, text: jsonDocument({ runs: [first.run, second.run], newest, samePrompts, paired }) },
      { path: `${path}.html`, text: renderComparison(comparison) },
    ],
  };
}
