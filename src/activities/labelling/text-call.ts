import type { ChatRequest, VllmClient } from 'vllm-client';
import { z } from 'zod';
import { callKey, type Sampling } from '../../core/call-key';
import { finishReasonSchema, type Message } from '../../core/records';
import type { ServedModel } from '../../serving/served-model';
import type { Call } from './call-runner';

/** What the journal keeps of a call: its texts in the order of its samples. */
export const textReplySchema = z.array(
  z.strictObject({ text: z.string(), tokens: z.int().min(0), finishReason: finishReasonSchema }),
);
export type TextReply = z.infer<typeof textReplySchema>;

/** What a reply is made to continue and to choose from; takes part in the call's key. */
export type Constraint = {
  structuredOutputs?: { choice: string[] };
  continueFinalMessage: boolean;
  addGenerationPrompt: boolean;
};

/** Makes the model go on with the last message instead of answering it. */
export const continueReply: Constraint = { continueFinalMessage: true, addGenerationPrompt: false };

/** A chat call for `sampling.n` samples of one conversation. Sample i has the seed `seed + i`. */
export function textCall(options: {
  served: ServedModel;
  messages: readonly Message[];
  sampling: Sampling;
  seed: number;
  affinity: string;
  constraint?: Constraint;
}): Call<TextReply> {
  const { served, messages, sampling, seed, affinity, constraint } = options;
  return {
    key: callKey({ modelDigest: served.digest, messages, sampling: { ...sampling, ...constraint }, seed }),
    affinity,
    async make(client: VllmClient, signal: AbortSignal) {
      const completion = await client.chat(
        { model: served.servedName, messages: [...messages], ...sampling, seed, ...tokenIdsOf(served), ...constraint },
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
