import type { Completion, VllmClient } from 'vllm-client';
import { callKey } from '../../core/call-key';
import { labelCallIdentity, type LabelQuestion } from '../../core/judging/label-call';
import { answerOpening, preferenceLabels } from '../../core/judging/label-preference-prompt';
import type { LabelLogps } from '../../core/judging/label-probability';
import type { ServedModel } from '../../serving/served-model';
import type { Call } from './call-runner';

export interface LabelRequest {
  served: ServedModel;
  question: LabelQuestion;
  row: string;
  affinity: string;
}

/** One question for the probability of each label. */
export function labelCall({ served, question, row, affinity }: LabelRequest): Call<LabelLogps> {
  const goesOn = served.proof.kind !== 'assumed';
  const identity = labelCallIdentity({ digest: served.digest, goesOn }, question);
  const { temperature, topP, maxTokens } = identity.sampling;
  const request = { model: served.servedName, messages: identity.messages, temperature, topP, maxTokens };
  return {
    row,
    keys: [callKey(identity)],
    affinity,
    async make(client, signal) {
      if (!goesOn) {
        const asked = { ...request, seed: identity.seed, logprobs: true, topLogprobs: 20 };
        return [repliedLabel(await client.chat(asked, { signal }))];
      }
      const logprobTokenIds = await labelTokens(client, served.servedName, signal);
      const going = { continueFinalMessage: true, addGenerationPrompt: false };
      const asked = { ...request, ...going, seed: identity.seed, logprobs: true, logprobTokenIds };
      return [nextLabel(await client.chat(asked, { signal }))];
    },
  };
}

/** The token of each label after the opening. @throws when a tokenizer joins a label with what stands before it. */
async function labelTokens(client: VllmClient, model: string, signal: AbortSignal): Promise<number[]> {
  const tokensOf = async (prompt: string) =>
    (await client.tokenize({ model, prompt, addSpecialTokens: false }, { signal })).tokens;
  const opening = await tokensOf(answerOpening);
  return Promise.all(
    preferenceLabels.map(async (label) => {
      const tokens = await tokensOf(`${answerOpening}${label}`);
      const [token, ...more] = tokens.slice(opening.length);
      const isOne = token !== undefined && more.length === 0 && opening.every((id, place) => id === tokens[place]);
      if (!isOne) throw new Error(`the tokenizer of ${model} has no token of its own for "${label}" after "("`);
      return token;
    }),
  );
}

function nextLabel({ choices }: Completion): LabelLogps {
  return logpsAmong(choices[0]?.logprobs?.[0]?.top ?? []);
}

/** The first place of the reply at which a label stands. */
function repliedLabel({ choices }: Completion): LabelLogps {
  const place = choices[0]?.logprobs?.find(({ token }) => preferenceLabels.includes(bare(token)));
  const top = (place?.top ?? []).map(({ token, logprob }) => ({ token: bare(token), logprob }));
  return logpsAmong(top);
}

/** A label that is not among the likeliest tokens counts as likely as the least of them, which it is at most. */
function logpsAmong(top: readonly { token: string; logprob: number }[]): LabelLogps {
  const [logpA, logpB] = preferenceLabels.map((label) => top.find(({ token }) => token === label)?.logprob);
  if (logpA === undefined && logpB === undefined) return null;
  const least = Math.min(...top.map(({ logprob }) => logprob));
  return { logpA: logpA ?? least, logpB: logpB ?? least };
}

function bare(token: string): string {
  return token.replace(/[\s"'()*]/g, '');
}
