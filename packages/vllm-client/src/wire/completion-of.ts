import { AbortedGenerationError, EngineError, MalformedReplyError } from '../errors';
import type { Choice, Completion } from '../replies';
import type { GenerationOptions } from '../requests';
import type { WireCompletion } from './completion-schema';
import { finishReasonOf } from './finish-reason';
import { promptLogprobsOf } from './prompt-logprobs';

type WireChoice = WireCompletion['choices'][number];

/** What of a request decides how its reply is read. */
export type Asked = Pick<GenerationOptions, 'n' | 'promptLogprobs'>;

/**
 * Turns a reply into a completion of as many whole samples as were asked for.
 * @throws AbortedGenerationError, EngineError or MalformedReplyError when it is not that.
 */
export function completionOf(wire: WireCompletion, asked: Asked, baseUrl: string): Completion {
  const samples = asked.n ?? 1;
  const reasons = wire.choices.map((choice) => choice.finish_reason);
  if (reasons.includes('abort')) {
    throw new AbortedGenerationError('the generation was aborted by the server (finish reason "abort")', { baseUrl });
  }
  if (reasons.includes('error')) {
    throw new EngineError('the generation failed (finish reason "error")', { baseUrl });
  }
  if (wire.choices.length !== samples) {
    throw new MalformedReplyError(`the reply has ${wire.choices.length} choices instead of ${samples}`, { baseUrl });
  }
  return {
    id: wire.id,
    model: wire.model,
    choices: wire.choices.toSorted((a, b) => a.index - b.index).map((choice) => choiceOf(choice, asked, baseUrl)),
    usage: wire.usage
      ? { promptTokens: wire.usage.prompt_tokens, completionTokens: wire.usage.completion_tokens }
      : undefined,
    systemFingerprint: wire.system_fingerprint ?? undefined,
  };
}

function choiceOf(wire: WireChoice, asked: Asked, baseUrl: string): Choice {
  return {
    index: wire.index,
    text: wire.text,
    finishReason: finishReasonOf(wire.finish_reason),
    tokenIds: wire.token_ids ?? undefined,
    promptTokenIds: wire.prompt_token_ids ?? undefined,
    logprobs: wire.logprobs ?? undefined,
    // An echo brings them unasked and without the ids to read them by; its `logprobs` say the same.
    promptLogprobs: asked.promptLogprobs === undefined ? undefined : readPromptLogprobs(wire, baseUrl),
  };
}

function readPromptLogprobs(wire: WireChoice, baseUrl: string): Choice['promptLogprobs'] {
  if (!wire.prompt_logprobs) return undefined;
  const promptLogprobs = promptLogprobsOf(wire.prompt_logprobs, wire.prompt_token_ids ?? undefined);
  if (!('unreadablePlace' in promptLogprobs)) return promptLogprobs;
  const place = promptLogprobs.unreadablePlace;
  throw new MalformedReplyError(`prompt_logprobs.${place} does not tell which token is the prompt's own`, { baseUrl });
}
