import { z } from 'zod';
import type { TokenLogprob } from '../replies';

const alternativeSchema = z.object({ token: z.string(), logprob: z.number() });

/** The log-probabilities of a chat's sample. */
export const chatLogprobsSchema = z
  .object({
    content: z.array(alternativeSchema.extend({ top_logprobs: z.array(alternativeSchema).default([]) })).nullish(),
  })
  .transform(({ content }): TokenLogprob[] =>
    (content ?? []).map(({ token, logprob, top_logprobs: top }) => ({ token, logprob, top: likeliestFirst(top) })),
  );

/** The log-probabilities of a text completion's sample: parallel arrays on the wire, one entry a token here. */
export const completionLogprobsSchema = z
  .object({
    tokens: z.array(z.string()),
    token_logprobs: z.array(z.number().nullable()),
    top_logprobs: z.array(z.record(z.string(), z.number()).nullable()).nullish(),
  })
  .transform(({ tokens, token_logprobs: logprobs, top_logprobs: tops }): TokenLogprob[] =>
    tokens.map((token, place) => ({
      token,
      logprob: logprobs[place] ?? null,
      top: likeliestFirst(Object.entries(tops?.[place] ?? {}).map(([other, logprob]) => ({ token: other, logprob }))),
    })),
  );

/** JSON objects with number-like keys lose the order of the server, so the order is made here. */
function likeliestFirst<T extends { logprob: number }>(tokens: readonly T[]): T[] {
  return tokens.toSorted((a, b) => b.logprob - a.logprob);
}
