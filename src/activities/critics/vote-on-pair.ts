import type { PreferenceRecord } from '../../core/feedback-records';
import { verdictOf } from '../../core/judging/combine-verdicts';
import { voteShare } from '../../core/judging/vote-share';
import type { UnlabelledPairRecord } from '../../core/selection/example-records';
import { askOrder, type Order, type OrderReply } from '../labelling/ask-order';
import type { CallRunner } from '../labelling/call-runner';
import { comparisonOf } from './comparison-of';
import type { CritiqueSettings } from './critique';

/** How probable it is that the first of two responses is better, by verdicts sampled in both orders (2502.08922). */
export async function voteOnPair(
  runner: CallRunner,
  settings: Omit<CritiqueSettings<'preference'>, 'critic'>,
  { pair, votesPerOrder }: { pair: UnlabelledPairRecord; votesPerOrder: number },
): Promise<Pick<PreferenceRecord, 'probability' | 'clamped' | 'orders' | 'votes' | 'callKeys'>> {
  const comparison = comparisonOf(settings, 'preference', pair);
  const ask = (order: Order) => askOrder(runner, comparison, { order, samples: votesPerOrder });
  const [forward, backward] = await Promise.all([ask('forward'), ask('backward')]);
  const votes = { forward: votesOf(forward, 'forward'), backward: votesOf(backward, 'backward') };
  const callKeys = [...forward, ...backward].map(({ key }) => key);
  return { probability: voteShare(votes), clamped: false, orders: 2, votes, callKeys };
}

function votesOf(replies: readonly OrderReply[], order: Order) {
  return replies.map(({ slot, text }) => ({ verdict: verdictOf(slot, order), text }));
}
