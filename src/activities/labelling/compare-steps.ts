import type { ComparisonRecord } from '../../core/feedback-records';
import { drawPurpose, prefixOf, type Solution, type StepCandidate } from '../../core/process/solution';
import { stepPairMessages } from '../../core/process/step-pair-prompt';
import { pairsOf } from '../../core/selection/candidate-rules';
import { deriveSeed } from '../../core/seeds';
import { askBothOrders } from './ask-both-orders';
import type { CallRunner } from './call-runner';
import type { WalkRequest } from './walk-solution';

/** Every two candidates in both orders: w * (w - 1) calls. */
export function compareSteps(
  runner: CallRunner,
  { policy, judging: sampling, scope }: WalkRequest,
  solution: Solution,
  candidates: readonly StepCandidate[],
): Promise<ComparisonRecord[]> {
  const { prompt } = solution;
  const prefix = prefixOf(solution);
  return Promise.all(
    pairsOf(candidates).map(async ([first, second]) => {
      const purpose = `${drawPurpose(solution, 'compare-steps')}/${first.id}/${second.id}`;
      const asked = await askBothOrders(runner, {
        judge: policy,
        first: first.text,
        second: second.text,
        messagesOf: (shown) => stepPairMessages({ prompt: prompt.text, prefix, ...shown }),
        seedOf: (order) => deriveSeed({ ...scope, promptId: prompt.id, purpose: `${purpose}/${order}` }),
        sampling,
        row: prompt.id,
        affinity: prompt.id,
      });
      return {
        kind: 'verdict' as const,
        id: `${first.id}-${second.id.slice(prompt.id.length + 1)}`,
        promptId: prompt.id,
        model: policy.digest,
        firstId: first.id,
        secondId: second.id,
        ...asked,
      };
    }),
  );
}
