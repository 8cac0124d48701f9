import type { Random } from '../random';
import { preferenceWinRate, type PreferenceWinRate } from '../statistics/preference-win-rate';
import type { AlpacaComparison } from './alpaca-eval';
import { measureByLabel, type ByLabels } from './measure-by-label';
import type { QuestionLabels } from './question-labels';

export interface LabelWinRate extends PreferenceWinRate {
  /** Comparisons without a preference: they count for nobody. */
  nulls: number;
}

/** Raw win rates by topic, complexity and expected length of the answer (AlpacaEval in 2401.10020); `labels` by key. */
export function winRatesByLabel(
  comparisons: readonly Pick<AlpacaComparison, 'key' | 'preference'>[],
  labels: ReadonlyMap<string, QuestionLabels>,
  random: Random,
): ByLabels<LabelWinRate> {
  return measureByLabel(
    comparisons,
    ({ key }) => labels.get(key),
    (group) => {
      const preferences = group.flatMap(({ preference }) => preference ?? []);
      return { ...preferenceWinRate(preferences, random), nulls: group.length - preferences.length };
    },
  );
}
