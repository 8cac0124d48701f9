import { scoresOf } from './rules/scores-of';
import { COMBINED, vetoedResponses } from './scoring';
import type { SelectionScope, Selector } from './selector';

/**
 * A rule to which responses that a critic vetoes are shown as such: they may be rejected, but not chosen. It tells how
 * many they are, and how many have no score because one of several critics has none.
 */
export function withScoring(selector: Selector, scope: SelectionScope): Selector {
  const { scoring } = scope;
  if (!scoring) return selector;
  let [vetoed, unscored] = [0, 0];
  return {
    add(records) {
      const by = vetoedResponses(records.feedback, scoring);
      vetoed += by.size;
      if (scoring.combined.length > 0) unscored += records.responses.length - scoresOf(records, COMBINED, scope).length;
      const responses = records.responses.map((each) => (by.has(each.id) ? { ...each, isVetoed: true } : each));
      selector.add({ ...records, responses });
    },
    finish() {
      const selected = selector.finish();
      const ofVetoes = scoring.vetoes.length > 0 ? { vetoed } : {};
      const ofScores = scoring.combined.length > 0 ? { unscored } : {};
      return { ...selected, figures: { ...selected.figures, ...ofVetoes, ...ofScores } };
    },
  };
}
