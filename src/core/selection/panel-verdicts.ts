import type { ComparisonRecord } from '../feedback-records';
import { groupBy } from '../group-by';
import { majorityVerdict } from '../statistics/majority-verdict';
import type { Comparison } from './win-rates';

/** The majority of a panel on every two responses that it compared (methods sheet, 13.4): a tie where there is none. */
export function majorityVerdicts(verdicts: readonly ComparisonRecord[], panel: string): Comparison[] {
  const own = verdicts.filter(({ critic }) => critic === panel);
  const byPair = groupBy(own, ({ firstId, secondId }) => JSON.stringify([firstId, secondId]));
  return [...byPair.values()].flatMap((said) => {
    const [first] = said;
    if (!first) return [];
    const { promptId, firstId, secondId } = first;
    const winner = majorityVerdict(said.map((verdict) => verdict.winner));
    const feedbackIds = said.map(({ id }) => id).toSorted();
    const id = `${panel}/${firstId}/${secondId}`;
    return [{ id, promptId, firstId, secondId, forward: winner, backward: winner, winner, feedbackIds }];
  });
}
