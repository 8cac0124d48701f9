import { comparisonMessages } from '../../core/judging/pairwise-prompt';
import { orderSeed } from '../../core/judging/order-seed';
import { askBothOrders } from '../labelling/ask-both-orders';
import type { Critique } from './critique';

/** Compares every two responses of a prompt in both orders: N * (N - 1) calls. */
export const comparePairwise: Critique<'pairwise'> = async (runner, { judge, sampling, scope }, about) => {
  const { prompt, responses } = about;
  const pairs = responses.flatMap((first, index) => responses.slice(index + 1).map((second) => ({ first, second })));
  return Promise.all(
    pairs.map(async ({ first, second }) => {
      const seedOf = (order: 'forward' | 'backward') =>
        orderSeed({ scope, critic: 'pairwise', promptId: prompt.id, firstId: first.id, secondId: second.id, order });
      const asked = await askBothOrders(runner, {
        judge,
        messages: {
          forward: comparisonMessages({ prompt: prompt.text, first: first.text, second: second.text }),
          backward: comparisonMessages({ prompt: prompt.text, first: second.text, second: first.text }),
        },
        seeds: { forward: seedOf('forward'), backward: seedOf('backward') },
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
};
