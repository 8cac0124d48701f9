import { selectAgreed } from '../agreement';
import type { Selected, SelectionScope, Selector } from '../selector';
import { addTo, discardedOf, feedbackOf, measuredOf, recordsOf } from './accumulate';

/** SCIR offline (2502.08922): the pairs on which judge and implicit reward agree; the reference is M_1. */
export function agreementRule(
  { delta, lengthNormalised, scale }: { delta: number; lengthNormalised: boolean; scale: number },
  scope: SelectionScope,
): Selector {
  const { models } = scope;
  if (!models) throw new Error('the agreement rule needs the digests of the models');
  const settings = {
    delta,
    models: { current: models.current, reference: models.current === models.anchor ? models.base : models.anchor },
    isLengthNormalised: lengthNormalised,
    scale,
  };
  const total: Selected = { pairs: [], imitated: [], discarded: {}, figures: {} };
  let compared = 0;
  const sums: Record<string, number> = {};
  return {
    add(records) {
      const given = {
        ...recordsOf(records, feedbackOf(records, 'preference'), scope),
        logProbabilities: feedbackOf(records, 'log-probability'),
      };
      const { examples, discarded, figures } = selectAgreed(given, settings);
      total.pairs.push(...examples);
      addTo(total.discarded, discardedOf(discarded));
      const { compared: here, ...means } = figures;
      compared += here;
      for (const [name, mean] of Object.entries(measuredOf(means))) addTo(sums, { [name]: mean * here });
    },
    finish() {
      for (const [name, sum] of Object.entries(sums)) total.figures[name] = sum / compared;
      return { ...total, figures: { compared, ...total.figures } };
    },
  };
}
