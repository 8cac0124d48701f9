import { seedScope } from '../seed-scope';
import { createRandom, deriveSeed } from '../seeds';
import type { PairDiscard, Selection } from './pair-of';
import { addTo } from './rules/accumulate';
import { JUDGE, scoresOf } from './rules/scores-of';
import type { PairCandidates } from './scored-responses';
import type { Selected, SelectionScope, Selector } from './selector';

export interface OnePairSettings {
  /** Whose scores count. */
  critic?: string | undefined;
  /** How much lower the rejected one must score (2312.16682); left out where any difference will do. */
  margin?: number | undefined;
}

/** A rule that gives a prompt one pair or a reason why not. */
export function onePairAPrompt<Reason extends string>(
  { scope, critic = JUDGE, margin }: OnePairSettings & { scope: SelectionScope },
  none: Record<Reason, number>,
  select: (candidates: PairCandidates) => Selection<Reason | PairDiscard>,
): Selector {
  // A count of a filter that is off would change what earlier versions recorded.
  const discarded: Record<string, number> = { ...none, ...(margin === undefined ? {} : { 'no-margin': 0 }) };
  const selected: Selected = { pairs: [], imitated: [], discarded, figures: {} };
  return {
    add(records) {
      const { prompt, responses, judgements } = records;
      const selection = select({
        prompt,
        responses,
        judgements,
        scores: critic === JUDGE ? undefined : scoresOf(records, critic, scope),
        minValidJudgements: scope.minimumValid,
        margin,
        iteration: scope.iteration,
        random: createRandom(deriveSeed({ ...seedScope(scope), purpose: `pair/${scope.seed}`, promptId: prompt.id })),
      });
      if (selection.kind === 'pair') selected.pairs.push(selection.pair);
      else addTo(discarded, { [selection.reason]: 1 });
    },
    finish: () => selected,
  };
}
