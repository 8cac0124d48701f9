import type { SolutionRecord } from '../../feedback-records';
import { stepPairOf } from '../../process/step-pairs';
import type { SelectionScope, Selector } from '../selector';
import { accumulate } from './accumulate';

/** Process-based self-rewarding (2503.03746): the pairs of the steps that stayed in a solution. */
export function stepsRule({ iteration }: SelectionScope): Selector {
  return accumulate(({ prompt, feedback }) => {
    const pairs = feedback.flatMap((said) => (said.kind === 'step-pair' ? [stepPairOf(said, prompt, iteration)] : []));
    const solution = feedback.find((said): said is SolutionRecord => said.kind === 'solution');
    const reason = solution?.rollBacks.at(-1) ?? solution?.status ?? 'set-aside';
    return {
      pairs,
      discarded: pairs.length > 0 ? {} : { [reason]: 1 },
      figures: solution ? { [solution.status]: 1, rollBacks: solution.rollBacks.length } : {},
    };
  });
}
