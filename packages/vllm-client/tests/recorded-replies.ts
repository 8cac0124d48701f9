// Replies in the shape of vLLM 0.32, shortened to what matters.

/** A chat reply with one choice per text. */
export function chatReply(...texts: string[]) {
  return {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1,
    model: 'm',
    choices: texts.map((content, index) => ({
      index,
      message: { role: 'assistant', content, refusal: null, tool_calls: [], reasoning: null },
      logprobs: null,
      finish_reason: 'stop',
      stop_reason: null,
      token_ids: null,
    })),
    usage: { prompt_tokens: 7, completion_tokens: 3 * texts.length, total_tokens: 7 + 3 * texts.length },
    system_fingerprint: 'vllm-0.32.0-1',
    prompt_logprobs: null,
    prompt_token_ids: null,
  };
}

/** A text completion with one choice per text. */
export function textReply(...texts: string[]) {
  const {
    choices,
    object: _chat,
    prompt_logprobs: _none,
    prompt_token_ids: _neither,
    ...envelope
  } = chatReply(...texts);
  return {
    ...envelope,
    object: 'text_completion',
    choices: choices.map(({ message, ...choice }) => ({ ...choice, text: message.content, prompt_logprobs: null })),
  };
}

/** An error in the shape that vLLM gives it. */
export function errorReply(message: string, code: number, type = 'BadRequestError') {
  return { error: { message, type, param: null, code } };
}
