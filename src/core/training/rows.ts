/** The rows that the trainer reads: a conversation and what to learn to write after it. */
import { judgeMessages } from '../judging/additive-prompt';
import type { EftGroup, IftRecord, Message, PairRecord, RankedReply } from '../records';

/** A row of SFT. Its loss is on the completion alone. */
export type SftRow = { id: string; prompt: Message[]; completion: string; weight: number };

/** A row of DPO. */
export type DpoRow = { id: string; prompt: Message[]; chosen: string; rejected: string; weight: number };

/** A reply with the judgement that the model shall learn to write about it. */
export interface JudgedReply {
  group: Pick<EftGroup, 'id' | 'prompt'>;
  reply: Pick<RankedReply, 'id' | 'text'>;
  judgement: NonNullable<RankedReply['judgement']>;
}

export function iftRow({ id, prompt, response }: IftRecord): SftRow {
  return { id, prompt: asAsked(prompt), completion: response, weight: 1 };
}

/** The prompt is the one that the judge will be asked with; the target is the whole judgement, justification first. */
export function eftRow({ group, reply, judgement }: JudgedReply): SftRow {
  const prompt = judgeMessages({ prompt: group.prompt, response: reply.text });
  return { id: `${group.id}.${reply.id}`, prompt, completion: judgement.text, weight: 1 };
}

export function pairRow({
  id,
  prompt,
  messages,
  chosen,
  rejected,
  weight,
}: Pick<PairRecord, 'id' | 'prompt' | 'messages' | 'chosen' | 'rejected' | 'weight'>): DpoRow {
  return { id, prompt: messages ?? asAsked(prompt), chosen, rejected, weight };
}

/** The shape in which responses are sampled; training in another one would teach something else. */
export function asAsked(prompt: string): Message[] {
  return [{ role: 'user', content: prompt }];
}
