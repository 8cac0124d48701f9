import type { Sampling } from '../../core/call-key';
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
  /** False where a reply that names no winner is left as it is. */
  insists?: boolean;
}

/** One reply, and the call that its reading rests on. */
export interface OrderReply {
  key: string;
  text: string;
  /** Null where it names no winner, or the server refused the question. */
  slot: Slot | null;
}

/** So many samples of which of two is better, in one order. One that names no winner is made to name one, unless told otherwise. */
export async function askOrder(
  runner: CallRunner,
  comparison: Comparison,
  { order, samples }: { order: Order; samples: number },
): Promise<OrderReply[]> {
  const { judge: served, sampling, row, affinity, parse = parseVerdict, ending = winnerChoice } = comparison;
  const { first, second } = comparison;
  const messages = comparison.messagesOf(order === 'forward' ? { first, second } : { first: second, second: first });
  const seed = comparison.seedOf(order);
  const call = textCall({ served, messages, sampling, seed, samples, row, affinity });
  const outcome = await runner.run(call, textReplySchema);
  return Promise.all(call.keys.map(replyOf));

  async function replyOf(key: string, index: number): Promise<OrderReply> {
    const text = outcome.kind === 'answered' ? (outcome.replies[index]?.text ?? '') : '';
    const slot = parse(text);
    if (outcome.kind === 'quarantined') return { key, text, slot };
    if (slot !== null || comparison.insists === false) {
      countReading(slot === null ? 'none' : 'first');
      return { key, text, slot };
    }
    const { temperature, topP } = sampling;
    const question = { served, messages, unfinished: text, ...ending, temperature, topP, row, affinity };
    const constrained = await constrainedChoice(runner, { ...question, seed: seed + index });
    const chosen = constrained ? parse(`${ending.opening}${constrained.choice}`) : null;
    countReading(chosen === null ? 'none' : 'constrained');
    return constrained ? { key: constrained.key, text: constrained.text, slot: chosen } : { key, text, slot };
  }
}
