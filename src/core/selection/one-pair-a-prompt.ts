import { seedScope } from '../seed-scope';
import { createRandom, deriveSeed } from '../seeds';
import type { Selection } from './pair-of';

import { JUDGE, scoresOf } from './rules/scores-of';
import type { PairCandidates } from './scored-responses';
import type { Selected, SelectionScope, Selector } from './selector';

/** A rule that gives a prompt one pair or a reason why not. */
export function onePairAPrompt<Reason extends string>(
  { scope, critic }: { scope: SelectionScope; critic: string },
  none: Record<Reason, number>,
  select: (candidates: PairCandidates) => Selection<Reason>,
): Selector {
  const discarded: Record<Reason, number> = { ...none };
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
        iteration: scope.iteration,
        random: createRandom(deriveSeed({ ...seedScope(scope), purpose: `pair/${scope.seed}`, promptId: prompt.id })),
      });
      if (selection.kind === 'pair') selected.pairs.push(selection.pair);
      else discarded[selection.reason] += 1;
    },
    finish: () => selected,
  };
}
