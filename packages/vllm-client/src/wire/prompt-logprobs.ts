import { z } from 'zod';
import type { PromptTokenLogprob, RankedToken } from '../replies';

/** The wire gives one object per place of the prompt, from token id to log-probability; nothing before the first token. */
export const promptLogprobsSchema = z.array(
  z
    .record(z.string(), z.object({ logprob: z.number(), rank: z.int().nullish(), decoded_token: z.string().nullish() }))
    .nullable(),
);
export type WirePromptLogprobs = z.infer<typeof promptLogprobsSchema>;

/** A place of the prompt whose own token is not among its log-probabilities; the reply cannot be read. */
export interface UnreadablePlace {
  unreadablePlace: number;
}

/**
 * Picks out the prompt's own token at each place. It is the only one when no alternatives were asked for;
 * else the prompt's token ids tell which one it is.
 */
export function promptLogprobsOf(
  wire: WirePromptLogprobs,
  promptTokenIds: readonly number[] | undefined,
): (PromptTokenLogprob | null)[] | UnreadablePlace {
  const places: (PromptTokenLogprob | null)[] = [];
  for (const [place, candidates] of wire.entries()) {
    if (candidates === null) {
      places.push(null);
      continue;
    }
    const tokens = Object.entries(candidates).map(rankedToken);
    const own = tokens.length === 1 ? tokens[0] : tokens.find(({ tokenId }) => tokenId === promptTokenIds?.[place]);
    if (own === undefined) return { unreadablePlace: place };
    const alternatives = tokens.filter((token) => token !== own).toSorted((a, b) => b.logprob - a.logprob);
    places.push({ ...own, alternatives });
  }
  return places;
}

type WireCandidate = NonNullable<WirePromptLogprobs[number]>[string];

function rankedToken([tokenId, { logprob, rank, decoded_token: token }]: [string, WireCandidate]): RankedToken {
  return { tokenId: Number(tokenId), logprob, rank: rank ?? undefined, token: token ?? undefined };
}
