import { noneDiscarded } from './eligible-responses';
import { onePairAPrompt } from './one-pair-a-prompt';
import { JUDGE } from './rules/scores-of';
import { selectPair } from './select-pair';
import type { SelectionScope, Selector } from './selector';

/** At most one pair a prompt: the highest against the lowest mean score (2401.10020). */
export function bestAndWorst(scope: SelectionScope, critic: string = JUDGE): Selector {
  return onePairAPrompt({ scope, critic }, noneDiscarded, selectPair);
}
