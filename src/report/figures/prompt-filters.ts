import { filterAcceptance } from '../../core/prompts/filter-acceptance';
import type { IterationReport } from '../data/iteration-data';
import { inWords } from '../in-words';
import { anchorOf, iterationLabel } from '../iteration-anchor';
import type { Figure } from './figure';

/** Which share of the candidates each filter of Self-Instruct let pass (2212.10560). Undefined where none was filtered. */
export function promptFiltersFigure(iteration: IterationReport): Figure | undefined {
  const filters = filterAcceptance(iteration.prompts.generation);
  if (!filters.some(({ reached }) => reached > 0)) return undefined;
  return {
    name: `prompt-filters-${anchorOf(iteration)}`,
    title: `Generated prompts that passed each filter, iteration ${iterationLabel(iteration)}`,
    description: 'How many candidates reached each filter, in their order, and how many it let pass.',
    table: {
      columns: ['filter', 'reached', 'passed', 'acceptance rate'],
      rows: filters.map(({ filter, reached, passed }) => [
        inWords(filter),
        reached,
        passed,
        reached === 0 ? null : passed / reached,
      ]),
    },
  };
}
