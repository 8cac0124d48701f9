import type { Message } from '../../core/records';
import type { CallRunner } from '../labelling/call-runner';
import { textCall, textReplySchema } from '../labelling/text-call';
import type { BenchmarkContext } from './benchmark-kind';

interface Question {
  item: { id: string };
  /** What is asked of the item; its seed comes from this. */
  purpose: string;
  /** Names the place in errors. */
  row: string;
  messages: Message[];
  /** Longest reply, in tokens. */
  maxTokens: number;
}

/** What the judge of a benchmark says, greedily decoded, and the call it rests on; null where it could not be asked. */
export async function askJudge(
  runner: CallRunner,
  { judge, seedOf }: Pick<BenchmarkContext, 'judge' | 'seedOf'>,
  { item, purpose, row, messages, maxTokens }: Question,
): Promise<{ text: string; callKey: string } | null> {
  const call = textCall({
    served: judge,
    messages,
    sampling: { temperature: 0, topP: 1, maxTokens },
    seed: seedOf(item.id, purpose),
    samples: 1,
    row,
    affinity: item.id,
  });
  const outcome = await runner.run(call, textReplySchema);
  const [callKey] = call.keys;
  const [reply] = outcome.kind === 'answered' ? outcome.replies : [];
  return reply && callKey !== undefined ? { text: reply.text, callKey } : null;
}
