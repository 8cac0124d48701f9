import { imitationRow } from '../../training/method-rows';
import { selectBestOfN, type BestOfNSettings } from '../best-of-n';
import type { SelectionScope, Selector } from '../selector';
import { accumulate, recordsOf } from './accumulate';
import { scoresOf } from './scores-of';

/** Rejection sampling (2304.06767, 2307.09288): the best responses are imitated. */
export function bestOfNRule(
  { critic, ...settings }: BestOfNSettings & { critic: string },
  scope: SelectionScope,
): Selector {
  return accumulate((records) => {
    const scores = scoresOf(records, critic, scope);
    const { examples, discarded } = selectBestOfN(recordsOf(records, scores, scope), settings);
    return { imitated: examples.map(imitationRow), discarded };
  });
}
