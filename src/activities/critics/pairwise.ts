import { comparisonMessages } from '../../core/judging/pairwise-prompt';
import { orderSeed } from '../../core/judging/order-seed';
import type { ComparisonRecord } from '../../core/feedback-records';
import { pairsOf } from '../../core/selection/candidate-rules';
import { askBothOrders } from '../labelling/ask-both-orders';
import type { CallRunner } from '../labelling/call-runner';
import type { CriticisedPrompt, Critique, CritiqueSettings } from './critique';

export const comparePairwise: Critique<'pairwise'> = compareEveryTwo;

/** Compares every two responses of a prompt in both orders: N * (N - 1) calls. */
export async function compareEveryTwo(
  runner: CallRunner,
  { judge, sampling, scope }: Omit<CritiqueSettings<'pairwise'>, 'critic'>,
  { prompt, responses }: CriticisedPrompt,
): Promise<ComparisonRecord[]> {
  return Promise.all(
    pairsOf(responses).map(async ([first, second]) => {
      const asked = await askBothOrders(runner, {
        judge,
        first: first.text,
        second: second.text,
        messagesOf: (shown) => comparisonMessages({ prompt: prompt.text, ...shown }),
        seedOf: (order) =>
          orderSeed({ scope, critic: 'pairwise', promptId: prompt.id, firstId: first.id, secondId: second.id, order }),
        sampling,
        row: first.id,
        affinity: prompt.id,
      });
      return {
        kind: 'verdict' as const,
        id: `${prompt.id}.v${first.id.slice(prompt.id.length + 1)}-${second.id.slice(prompt.id.length + 1)}`,
        promptId: prompt.id,
        model: judge.digest,
        firstId: first.id,
        secondId: second.id,
        ...asked,
      };
    }),
  );
}
