import { combineVerdicts, verdictOf, type Verdict } from '../../core/judging/combine-verdicts';
import { askOrder, type Comparison, type Order, type OrderReply } from './ask-order';
import type { CallRunner } from './call-runner';

export interface BothOrders {
  forward: Verdict;
  backward: Verdict;
  winner: Verdict;
  texts: [string, string];
  callKeys: [string, string];
}

/** Which of two is better, asked in both orders. A judge that names no winner is made to name one, and else is null. */
export async function askBothOrders(runner: CallRunner, comparison: Comparison): Promise<BothOrders> {
  const [forward, backward] = await Promise.all([
    askOnce(runner, comparison, 'forward'),
    askOnce(runner, comparison, 'backward'),
  ]);
  const verdicts = { forward: verdictOf(forward.slot, 'forward'), backward: verdictOf(backward.slot, 'backward') };
  return {
    ...verdicts,
    winner: combineVerdicts(verdicts.forward, verdicts.backward),
    texts: [forward.text, backward.text],
    callKeys: [forward.key, backward.key],
  };
}

async function askOnce(runner: CallRunner, comparison: Comparison, order: Order): Promise<OrderReply> {
  const [reply] = await askOrder(runner, comparison, { order, samples: 1 });
  if (!reply) throw new RangeError(`no reply to the comparison of ${comparison.row}`);
  return reply;
}
