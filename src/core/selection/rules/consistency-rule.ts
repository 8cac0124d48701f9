import { rankByReward, withConfidence, type ConsistencySettings, type RankedPrompts } from '../consistency';
import type { SelectionScope, Selector } from '../selector';
import { feedbackOf, measuredOf, recordsOf } from './accumulate';
import { softPair } from './pair-rules';

/** CREAM (2410.12735). A confidence may be the whole iteration's, so that pairs wait for the last prompt. */
export function consistencyRule(settings: Omit<ConsistencySettings, 'models'>, scope: SelectionScope): Selector {
  const { models } = scope;
  if (!models) throw new Error('the consistency rule needs the digests of the models');
  const ranked: RankedPrompts[] = [];
  return {
    add(records) {
      ranked.push(rankByReward(recordsOf(records, feedbackOf(records, 'log-probability'), scope), models));
    },
    finish() {
      const { examples, discarded, figures } = withConfidence(ranked, settings);
      return { pairs: examples.map(softPair), imitated: [], discarded, figures: measuredOf(figures) };
    },
  };
}
