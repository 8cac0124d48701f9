import type { ChatRequest, VllmClient } from 'vllm-client';
import { z } from 'zod';
import { callKey, type Sampling } from '../../core/call-key';
import { finishReasonSchema, type Message } from '../../core/records';
import type { ServedModel } from '../../serving/served-model';
import type { Call } from './call-runner';

/** What is recorded of a sample. */
export const textReplySchema = z.strictObject({
  text: z.string(),
  tokens: z.int().min(0),
  finishReason: finishReasonSchema,
});
export type TextReply = z.infer<typeof textReplySchema>;

/** What a reply is made to continue and to choose from; takes part in the call's key. */
export type Constraint = {
  structuredOutputs?: { choice: string[] };
  continueFinalMessage: boolean;
  addGenerationPrompt: boolean;
};

/** Where a reply ends before its model ends it; takes part in the call's key. */
export type Stopping = { stop: string[]; includeStopInOutput: boolean };

export interface TextRequest {
  served: ServedModel;
  messages: readonly Message[];
  sampling: Sampling;
  /** Sample i has the seed `seed + i`, as vLLM itself counts. */
  seed: number;
  samples: number;
  /** The record that the samples are for, and the prompt whose prefix its calls share. */
  row: string;
  affinity: string;
  constraint?: Constraint | undefined;
  stopping?: Stopping;
}

/** Samples of one conversation, asked for together so that they share its prefill. */
export function textCall({ served, messages, sampling, seed, samples, ...rest }: TextRequest): Call<TextReply> {
  const { row, affinity, constraint, stopping } = rest;
  const keyOf = (index: number) =>
    callKey({
      modelDigest: served.digest,
      messages,
      sampling: { ...sampling, ...constraint, ...stopping },
      seed: seed + index,
    });
  return {
    row,
    keys: Array.from({ length: samples }, (_, index) => keyOf(index)),
    affinity,
    async make(client: VllmClient, signal: AbortSignal, from: number, count: number) {
      const completion = await client.chat(
        {
          model: served.servedName,
          messages: [...messages],
          ...sampling,
          n: count,
          seed: seed + from,
          ...tokenIdsOf(served),
          ...constraint,
          ...stopping,
        },
        { signal },
      );
      const averageTokens = Math.round((completion.usage?.completionTokens ?? 0) / completion.choices.length);
      return completion.choices.map(({ text, tokenIds, finishReason }) => ({
        text,
        tokens: tokenIds?.length ?? averageTokens,
        finishReason: finishReason === 'length' ? ('length' as const) : ('stop' as const),
      }));
    },
  };
}

/** Only vLLM counts the tokens of each sample; a foreign endpoint gives their sum and may refuse fields that it does not know. */
function tokenIdsOf(served: ServedModel): Pick<ChatRequest, 'returnTokenIds'> {
  return served.proof.kind === 'assumed' ? {} : { returnTokenIds: true };
}
