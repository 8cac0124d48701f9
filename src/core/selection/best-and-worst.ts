import { createRandom, deriveSeed } from '../seeds';
import { seedScope } from '../seed-scope';
import type { DiscardReason } from './rank-responses';
import { selectPair } from './select-pair';
import { JUDGE, scoresOf } from './rules/scores-of';
import type { Selected, SelectionScope, Selector } from './selector';

/** At most one pair a prompt: the highest against the lowest mean score (2401.10020). */
export function bestAndWorst(scope: SelectionScope, critic: string = JUDGE): Selector {
  const discarded: Record<DiscardReason, number> = {
    'too-few-scored': 0,
    tie: 0,
    'no-eligible-chosen': 0,
    'empty-chosen': 0,
    'identical-text': 0,
  };
  const selected: Selected = { pairs: [], imitated: [], discarded, figures: {} };
  return {
    add(records) {
      const { prompt, responses, judgements } = records;
      const selection = selectPair({
        prompt,
        responses,
        judgements,
        scores: critic === JUDGE ? undefined : scoresOf(records, critic, scope),
        minValidJudgements: scope.minimumValid,
        iteration: scope.iteration,
        random: createRandom(deriveSeed({ ...seedScope(scope), purpose: `pair/${scope.seed}`, promptId: prompt.id })),
      });
      if (selection.kind === 'pair') selected.pairs.push(selection.pair);
      else discarded[selection.reason] += 1;
    },
    finish: () => selected,
  };
}
