import { bestAndWorst } from './best-and-worst';
import type { SelectionScope, Selector } from './selector';

/** How feedback becomes training examples, by name and settings. */
export type SelectionRule = { kind: 'best-and-worst' };

export function selectorOf(rule: SelectionRule, scope: SelectionScope): Selector {
  switch (rule.kind) {
    case 'best-and-worst':
      return bestAndWorst(scope);
  }
}
