import { noneDiscarded } from './eligible-responses';
import { onePairAPrompt, type OnePairSettings } from './one-pair-a-prompt';
import { selectPair } from './select-pair';
import type { SelectionScope, Selector } from './selector';

/** At most one pair a prompt: the highest against the lowest mean score (2401.10020). */
export function bestAndWorst(scope: SelectionScope, settings: OnePairSettings = {}): Selector {
  return onePairAPrompt({ scope, ...settings }, noneDiscarded, selectPair);
}
