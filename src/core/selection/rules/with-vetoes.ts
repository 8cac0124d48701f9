import { vetoedResponses } from '../scoring';
import type { SelectionScope, Selector } from '../selector';

/** A rule to which responses that a critic vetoes are shown as such: they may be rejected, but not chosen. */
export function withVetoes(selector: Selector, { scoring }: SelectionScope): Selector {
  if (!scoring || scoring.vetoes.length === 0) return selector;
  let vetoed = 0;
  return {
    add(records) {
      const by = vetoedResponses(records.feedback, scoring);
      vetoed += by.size;
      const responses = records.responses.map((each) => (by.has(each.id) ? { ...each, isVetoed: true } : each));
      selector.add({ ...records, responses });
    },
    finish() {
      const selected = selector.finish();
      return { ...selected, figures: { ...selected.figures, vetoed } };
    },
  };
}
