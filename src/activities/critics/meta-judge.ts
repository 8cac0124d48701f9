import { metaJudgeMessages, parseMetaVerdict } from '../../core/judging/meta-judge-prompt';
import { betterJudgementChoice } from '../../core/judging/unfinished-reply';
import { disputedResponse, judgementsToCompare } from '../../core/meta/disputed-response';
import { orderSeed } from '../../core/judging/order-seed';
import { askBothOrders } from '../labelling/ask-both-orders';
import type { Critique } from './critique';

/**
 * Compares the judgements of the response that they differ about most, every two in both orders (2407.19594): for N
 * valid judgements N * (N - 1) calls a prompt, and one more for each reply without a verdict that is made to have one.
 */
export const compareJudgements: Critique<'meta-judge'> = async (runner, settings, about) => {
  const { judge, sampling, scope, critic } = settings;
  const { prompt, responses, judgements } = about;
  const disputed = disputedResponse(judgements, { promptId: prompt.id, scope });
  const response = responses.find(({ id }) => disputed.kind === 'disputed' && id === disputed.responseId);
  if (disputed.kind === 'none' || !response) return [];
  const scores = critic.hideScores ? 'hidden' : 'shown';
  return Promise.all(
    judgementsToCompare(disputed.judgements).map(async ({ first, second }) => {
      const { winner: _, ...asked } = await askBothOrders(runner, {
        judge,
        first: first.text,
        second: second.text,
        messagesOf: (shown) => metaJudgeMessages({ prompt: prompt.text, response: response.text, scores, ...shown }),
        seedOf: (order) =>
          orderSeed({
            scope,
            critic: 'meta-judge',
            promptId: prompt.id,
            firstId: first.id,
            secondId: second.id,
            order,
          }),
        sampling,
        row: response.id,
        affinity: prompt.id,
        parse: parseMetaVerdict,
        ending: betterJudgementChoice,
        insists: critic.insists ?? true,
      });
      return {
        kind: 'meta-verdict' as const,
        id: `${first.id}-${second.id.slice(response.id.length + 1)}`,
        promptId: prompt.id,
        model: judge.digest,
        responseId: response.id,
        firstId: first.id,
        secondId: second.id,
        ...asked,
      };
    }),
  );
};
