import { meanOf } from '../statistics/score-arithmetic';
import { rankByReward } from './consistency';
import { feedbackOf, measuredOf, recordsOf } from './rules/accumulate';
import type { SelectionScope, Selector } from './selector';

/**
 * A rule beside which CREAM's C is measured (2410.12735): how alike the model and the one before it rank the responses of a
 * prompt, the mean over the prompts, from 0 to 1. It tells how many prompts could be measured, and selects nothing by it.
 */
export function withCreamConsistency(selector: Selector, scope: SelectionScope): Selector {
  const { models } = scope;
  if (!models) throw new Error("CREAM's consistency needs the digests of the models");
  const agreements: (number | null)[] = [];
  return {
    add(records) {
      const said = recordsOf(records, feedbackOf(records, 'log-probability'), scope);
      for (const [, { kendall }] of rankByReward(said, models).agreements) agreements.push(kendall);
      selector.add(records);
    },
    finish() {
      const selected = selector.finish();
      const measured = agreements.filter((agreement) => agreement !== null);
      const figures = {
        creamConsistency: meanOf(measured),
        creamMeasured: measured.length,
        creamUnmeasured: agreements.length - measured.length,
      };
      return { ...selected, figures: { ...selected.figures, ...measuredOf(figures) } };
    },
  };
}
