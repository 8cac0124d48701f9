import type { CallIdentity } from '../call-key';
import type { Message } from '../records';
import { asAsked } from '../training/rows';

/** Log-probabilities of the prompt's own tokens and nothing else: alternatives would fill the server's memory. */
export const logProbabilitySampling = { temperature: 0, topP: 1, maxTokens: 1 } as const;

/** The conversation up to a response, and with it. */
export function conversationOf(prompt: string, response: string): Record<'asked' | 'messages', Message[]> {
  const asked = asAsked(prompt);
  return { asked, messages: [...asked, { role: 'assistant', content: response }] };
}

/** What determines the log-probability of a response, and so names its call. */
export function logProbabilityCall(modelDigest: string, prompt: string, response: string): CallIdentity {
  const { messages } = conversationOf(prompt, response);
  return { modelDigest, messages, sampling: { ...logProbabilitySampling, promptLogprobs: 0 }, seed: 0 };
}
