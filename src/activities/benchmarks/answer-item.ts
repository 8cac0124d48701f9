import type { Message, ResponseRecord } from '../../core/records';
import type { ServedModel } from '../../serving/served-model';
import type { CallRunner } from '../labelling/call-runner';
import { textCall, textReplySchema } from '../labelling/text-call';
import type { BenchmarkContext, Item } from './benchmark-kind';

/** Who answers, and how long at most. */
export interface Answering {
  served: ServedModel;
  /** The name of the model, which ends the ids of its answers. */
  model: string;
  maxTokens: number;
  seedOf: BenchmarkContext['seedOf'];
}

/** Answers the turns of a question, each with those before it in view, up to the first that has to be set aside. */
export async function answerItem(
  runner: CallRunner,
  { served, model, maxTokens, seedOf }: Answering,
  item: Item,
): Promise<ResponseRecord[]> {
  const messages: Message[] = [];
  const records: ResponseRecord[] = [];
  for (const [index, turn] of item.turns.entries()) {
    messages.push({ role: 'user', content: turn });
    const seed = seedOf(item.id, `turn-${index + 1}`);
    const sampling = { temperature: item.temperature, topP: 1, maxTokens };
    const place = { row: item.id, affinity: item.id };
    const call = textCall({ served, messages: [...messages], sampling, seed, samples: 1, ...place });
    const outcome = await runner.run(call, textReplySchema);
    const [callKey] = call.keys;
    const [reply] = outcome.kind === 'answered' ? outcome.replies : [];
    if (!reply || callKey === undefined) break;
    const id = `${item.id}.t${index + 1}.${model}`;
    records.push({ id, promptId: item.id, ...reply, model: served.digest, callKey, seed });
    messages.push({ role: 'assistant', content: reply.text });
  }
  return records;
}
