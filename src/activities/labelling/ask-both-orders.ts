import type { Sampling } from '../../core/call-key';
import { combineVerdicts, verdictOf, type Verdict } from '../../core/judging/combine-verdicts';
import { parseVerdict, type Slot } from '../../core/judging/parse-verdict';
import { winnerChoice } from '../../core/judging/unfinished-reply';
import type { Message } from '../../core/records';
import { countReading } from '../../observability/count-reading';
import type { ServedModel } from '../../serving/served-model';
import type { CallRunner } from './call-runner';
import { constrainedChoice } from './constrained-choice';
import { textCall, textReplySchema } from './text-call';

/** Forward shows the first of two in slot A, backward the second. */
export type Order = 'forward' | 'backward';

export interface Comparison {
  judge: ServedModel;
  /** The two texts that are compared. */
  first: string;
  second: string;
  /** The question with `first` in slot A. */
  messagesOf: (shown: { first: string; second: string }) => Message[];
  seedOf: (order: Order) => number;
  sampling: Sampling;
  row: string;
  affinity: string;
  /** How a reply is read, and how one that cannot be read is made to end. */
  parse?: (reply: string) => Slot | null;
  ending?: { opening: string; choices: string[] };
}

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
    askOrder(runner, comparison, 'forward'),
    askOrder(runner, comparison, 'backward'),
  ]);
  const verdicts = { forward: verdictOf(forward.slot, 'forward'), backward: verdictOf(backward.slot, 'backward') };
  return {
    ...verdicts,
    winner: combineVerdicts(verdicts.forward, verdicts.backward),
    texts: [forward.text, backward.text],
    callKeys: [forward.key, backward.key],
  };
}

async function askOrder(runner: CallRunner, comparison: Comparison, order: Order) {
  const { judge: served, sampling, row, affinity, parse = parseVerdict, ending = winnerChoice } = comparison;
  const { first, second } = comparison;
  const messages = comparison.messagesOf(order === 'forward' ? { first, second } : { first: second, second: first });
  const seed = comparison.seedOf(order);
  const call = textCall({ served, messages, sampling, seed, samples: 1, row, affinity });
  const outcome = await runner.run(call, textReplySchema);
  const [key = ''] = call.keys;
  const text = outcome.kind === 'answered' ? (outcome.replies[0]?.text ?? '') : '';
  const slot = parse(text);
  if (outcome.kind === 'quarantined') return { key, text, slot };
  if (slot !== null) {
    countReading('first');
    return { key, text, slot };
  }
  const { temperature, topP } = sampling;
  const question = { served, messages, unfinished: text, ...ending, temperature, topP, seed, row, affinity };
  const constrained = await constrainedChoice(runner, question);
  const chosen = constrained ? parse(`${ending.opening}${constrained.choice}`) : null;
  countReading(chosen === null ? 'none' : 'constrained');
  return constrained ? { key: constrained.key, text: constrained.text, slot: chosen } : { key, text, slot };
}
