import { MalformedReplyError, type VllmClient } from 'vllm-client';
import { z } from 'zod';
import { callKey } from '../../core/call-key';
import {
  conversationOf,
  logProbabilityCall,
  logProbabilitySampling,
} from '../../core/consistency/log-probability-call';
import type { Message } from '../../core/records';
import type { ServedModel } from '../../serving/served-model';
import type { Call } from '../labelling/call-runner';
import type { Critique } from './critique';

const logProbabilitySchema = z.strictObject({ logp: z.number().max(0), tokens: z.int().min(0) });
type LogProbability = z.infer<typeof logProbabilitySchema>;

/** How probable each response is under the model that is asked: the sum over the tokens of the response (2410.12735). */
export const measureLogProbabilities: Critique<'implicit'> = async (runner, { judge }, { prompt, responses }) => {
  const records = await Promise.all(
    responses.map(async (response) => {
      const call = callFor(judge, prompt.text, response);
      const outcome = await runner.run(call, logProbabilitySchema);
      const [callKeyOfSum] = call.keys;
      const [sum] = outcome.kind === 'answered' ? outcome.replies : [];
      if (!sum || callKeyOfSum === undefined) return [];
      return {
        kind: 'log-probability' as const,
        id: `${response.id}.l-${judge.digest.slice('sha256:'.length, 'sha256:'.length + 8)}`,
        promptId: prompt.id,
        model: judge.digest,
        responseId: response.id,
        ...sum,
        callKey: callKeyOfSum,
      };
    }),
  );
  return records.flat();
};

function callFor(
  served: ServedModel,
  prompt: string,
  { id, promptId, text }: { id: string; promptId: string; text: string },
): Call<LogProbability> {
  return {
    row: id,
    keys: [callKey(logProbabilityCall(served.digest, prompt, text))],
    affinity: promptId,
    async make(client, signal) {
      return [await sumOf(client, served.servedName, conversationOf(prompt, text), signal)];
    },
  };
}

/** The conversation is tokenised with and without the response: what the second lacks are the tokens of the response. */
async function sumOf(
  client: VllmClient,
  model: string,
  { asked, messages }: Record<'asked' | 'messages', Message[]>,
  signal: AbortSignal,
): Promise<LogProbability> {
  const before = await client.tokenize({ model, messages: asked, addGenerationPrompt: true }, { signal });
  const whole = await client.tokenize(
    { model, messages, addGenerationPrompt: false, continueFinalMessage: true },
    { signal },
  );
  const { choices } = await client.complete(
    { model, prompt: whole.tokens, ...logProbabilitySampling, promptLogprobs: 0 },
    { signal },
  );
  const places = choices[0]?.promptLogprobs ?? [];
  const own = places.slice(before.count).flatMap((place) => (place ? [place.logprob] : []));
  // A token without a number would count as certain.
  const tokens = Math.max(whole.count - before.count, 0);
  if (own.length !== tokens) {
    const message = `${own.length} log-probabilities came for the ${tokens} tokens of a response`;
    throw new MalformedReplyError(message, { baseUrl: client.baseUrl });
  }
  const logp = own.reduce((sum, logprob) => sum + logprob, 0);
  return { logp: Math.min(logp, 0), tokens };
}
