import type {
  ChatRequest,
  CompletionRequest,
  DetokenizeRequest,
  GenerationOptions,
  StructuredOutputs,
  TokenizeRequest,
} from '../requests';

/** The fields of a request body. Undefined ones do not reach the wire, because JSON leaves them out. */
export interface WireBody {
  [field: string]: WireValue;
}
type WireValue =
  | string
  | number
  | boolean
  | undefined
  | readonly (string | number | object)[]
  | Readonly<Record<string, unknown>>
  | StructuredOutputs;

/** The body of `/v1/chat/completions`. */
export function chatBody(request: ChatRequest): WireBody {
  return {
    ...generationFields(request),
    messages: request.messages,
    logprobs: request.logprobs,
    top_logprobs: request.topLogprobs,
    continue_final_message: request.continueFinalMessage,
    add_generation_prompt: request.addGenerationPrompt,
    chat_template_kwargs: request.chatTemplateKwargs,
  };
}

/** The body of `/v1/completions`. */
export function completionBody(request: CompletionRequest): WireBody {
  return { ...generationFields(request), prompt: request.prompt, logprobs: request.logprobs };
}

/** The body of `/tokenize`. */
export function tokenizeBody(request: TokenizeRequest): WireBody {
  const shared = {
    model: request.model,
    add_special_tokens: request.addSpecialTokens,
    return_token_strs: request.returnTokenStrings,
  };
  if ('prompt' in request) return { ...shared, prompt: request.prompt };
  return {
    ...shared,
    messages: request.messages,
    add_generation_prompt: request.addGenerationPrompt,
    continue_final_message: request.continueFinalMessage,
    chat_template_kwargs: request.chatTemplateKwargs,
  };
}

/** The body of `/detokenize`. */
export function detokenizeBody({ model, tokens }: DetokenizeRequest): WireBody {
  return { model, tokens };
}

function generationFields(request: GenerationOptions): WireBody {
  return {
    model: request.model,
    n: request.n,
    seed: request.seed,
    stop: request.stop,
    stop_token_ids: request.stopTokenIds,
    include_stop_str_in_output: request.includeStopInOutput,
    temperature: request.temperature,
    top_p: request.topP,
    top_k: request.topK,
    min_p: request.minP,
    max_tokens: request.maxTokens,
    ignore_eos: request.ignoreEos,
    repetition_penalty: request.repetitionPenalty,
    presence_penalty: request.presencePenalty,
    frequency_penalty: request.frequencyPenalty,
    prompt_logprobs: request.promptLogprobs,
    logprob_token_ids: request.logprobTokenIds,
    structured_outputs: request.structuredOutputs,
    priority: request.priority,
    truncate_prompt_tokens: request.truncatePromptTokens,
    // With alternatives, only the ids of the prompt tell which token of each place is the prompt's own.
    return_token_ids: (request.promptLogprobs ?? 0) === 0 ? request.returnTokenIds : true,
    echo: request.echo,
  };
}
