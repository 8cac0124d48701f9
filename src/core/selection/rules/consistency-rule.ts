import type { LogProbabilityRecord } from '../../feedback-records';
import { rankByReward, withConfidence, type ConsistencySettings, type RankedPrompts } from '../consistency';
import type { SelectionScope, Selector } from '../selector';
import { recordsOf } from './accumulate';
import { softPair } from './pair-rules';

/** CREAM (2410.12735). A confidence may be the whole iteration's, so that pairs wait for the last prompt. */
export function consistencyRule(settings: Omit<ConsistencySettings, 'models'>, scope: SelectionScope): Selector {
  const { models } = scope;
  if (!models) throw new Error('the consistency rule needs the digests of the models');
  const ranked: RankedPrompts[] = [];
  return {
    add(records) {
      const said = records.feedback.filter((each): each is LogProbabilityRecord => each.kind === 'log-probability');
      ranked.push(rankByReward(recordsOf(records, said, scope), models));
    },
    finish() {
      const { examples, discarded, figures } = withConfidence(ranked, settings);
      return { pairs: examples.map(softPair), imitated: [], discarded, figures: measuredOf(figures) };
    },
  };
}

/** What could not be measured is left out, not shown as 0. */
export function measuredOf(figures: object): Record<string, number> {
  return Object.fromEntries(
    Object.entries(figures).filter((entry): entry is [string, number] => typeof entry[1] === 'number'),
  );
}
