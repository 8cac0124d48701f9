import { z } from 'zod';
import { chatLogprobsSchema, completionLogprobsSchema } from './logprobs';
import { promptLogprobsSchema } from './prompt-logprobs';

// Foreign replies are read leniently: only the fields that this package uses, and the rest is ignored.

const tokenIds = z.array(z.int());
const choiceFields = { index: z.int().min(0), finish_reason: z.string().nullish(), token_ids: tokenIds.nullish() };
const promptFields = { prompt_logprobs: promptLogprobsSchema.nullish(), prompt_token_ids: tokenIds.nullish() };
const envelopeFields = {
  id: z.string(),
  model: z.string(),
  usage: z.object({ prompt_tokens: z.int(), completion_tokens: z.int() }).nullish(),
  system_fingerprint: z.string().nullish(),
};

const textChoiceSchema = z.object({
  ...choiceFields,
  ...promptFields,
  text: z.string(),
  logprobs: completionLogprobsSchema.nullish(),
});

/** The reply of `/v1/completions`. */
export const completionSchema = z.object({ ...envelopeFields, choices: z.array(textChoiceSchema) });
/** A reply of either route in the shape of a text completion. */
export type WireCompletion = z.output<typeof completionSchema>;

/** The reply of `/v1/chat/completions`, brought into the shape of a text completion: chats say what belongs to the prompt once. */
export const chatCompletionSchema = z
  .object({
    ...envelopeFields,
    ...promptFields,
    choices: z.array(
      z.object({
        ...choiceFields,
        message: z.object({ content: z.string().nullish() }),
        logprobs: chatLogprobsSchema.nullish(),
      }),
    ),
  })
  .transform(({ choices, prompt_logprobs, prompt_token_ids, ...envelope }): WireCompletion => ({
    ...envelope,
    choices: choices.map(({ message, ...choice }) => ({
      ...choice,
      text: message.content ?? '',
      prompt_logprobs,
      prompt_token_ids,
    })),
  }));
