/** A message of a conversation. */
export interface ChatMessage {
  role: 'system' | 'developer' | 'user' | 'assistant' | 'tool';
  content: string;
}

/** What the text must match; exactly one kind. `json` is a JSON Schema, `grammar` is EBNF. */
export type StructuredOutputs =
  | { choice: readonly string[] }
  | { regex: string }
  | { json: Readonly<Record<string, unknown>> | string }
  | { grammar: string };

/** What chat and text completions share. A field that is left out takes the default of the server. */
export interface GenerationOptions {
  /** The served name of a model or of a LoRA adapter. */
  model: string;
  /** Samples per request, with one prefill for all of them. @default 1 */
  n?: number;
  /**
   * Sample i draws with `seed + i`, so that requests with consecutive seeds repeat each other: keep seeds at least `n` apart.
   * A JavaScript number: integers up to 2^53 - 1.
   */
  seed?: number;
  stop?: string | readonly string[];
  stopTokenIds?: readonly number[];
  /** Leaves the stop string at the end of the text, which tells it from an end-of-sequence token. @default false */
  includeStopInOutput?: boolean;
  temperature?: number;
  topP?: number;
  topK?: number;
  minP?: number;
  /** The most tokens of one sample. Left out, a chat fills the context and a text completion stops after 16. */
  maxTokens?: number;
  /** Goes on after an end-of-sequence token, up to `maxTokens`. */
  ignoreEos?: boolean;
  repetitionPenalty?: number;
  presencePenalty?: number;
  frequencyPenalty?: number;
  /**
   * Log-probabilities of the prompt: of its own tokens (0), and of that many alternatives at each place.
   * -1 gives the whole vocabulary. Anything but 0 also asks for token ids, which tell the prompt's own token from the others.
   */
  promptLogprobs?: number;
  /** Tokens whose log-probabilities are given at each place, in `top`, instead of the likeliest ones; needs `logprobs`. */
  logprobTokenIds?: readonly number[];
  structuredOutputs?: StructuredOutputs;
  /** Lower goes first. Needs a server with `--scheduling-policy priority`; others ignore or refuse it. */
  priority?: number;
  /** Keeps that many tokens of a longer prompt (-1: as many as fit). Left out, a prompt that is too long is an error. */
  truncatePromptTokens?: number;
  /** Asks for `tokenIds` and `promptTokenIds`. */
  returnTokenIds?: boolean;
  /**
   * Puts the prompt before the text (text completions) or repeats the last message that is continued (chat).
   * With `logprobs`, the prompt's tokens are among them. vLLM does not put token ids into words when it returns token ids.
   */
  echo?: boolean;
}

/** A request for `/v1/chat/completions`. */
export interface ChatRequest extends GenerationOptions {
  messages: readonly ChatMessage[];
  /** Asks for the log-probabilities of the sampled tokens. */
  logprobs?: boolean;
  /** Alternatives at each place; needs `logprobs`. */
  topLogprobs?: number;
  /** Continues the last message instead of starting a new one; needs `addGenerationPrompt: false`. */
  continueFinalMessage?: boolean;
  /** @default true */
  addGenerationPrompt?: boolean;
  chatTemplateKwargs?: Readonly<Record<string, unknown>>;
}

/** A request for `/v1/completions` with one prompt: a text or its token ids. */
export interface CompletionRequest extends GenerationOptions {
  prompt: string | readonly number[];
  /** Log-probabilities of the sampled tokens (0), and of that many alternatives at each place. */
  logprobs?: number;
}

/** A request for `/tokenize`: a text, or a conversation through the chat template. */
export type TokenizeRequest =
  | { model?: string; prompt: string; addSpecialTokens?: boolean; returnTokenStrings?: boolean }
  | {
      model?: string;
      messages: readonly ChatMessage[];
      addGenerationPrompt?: boolean;
      continueFinalMessage?: boolean;
      addSpecialTokens?: boolean;
      returnTokenStrings?: boolean;
      chatTemplateKwargs?: Readonly<Record<string, unknown>>;
    };

/** A request for `/detokenize`. */
export interface DetokenizeRequest {
  model?: string;
  tokens: readonly number[];
}

/** How one call is made. */
export interface CallOptions {
  /** Rejects the call with the signal's reason and closes its socket, so that vLLM stops generating. */
  signal?: AbortSignal;
  /** The longest time for the whole reply, in milliseconds. @default the client's `defaultDeadlineMs` */
  deadlineMs?: number;
  /** Sent as `X-Request-Id`; vLLM writes it to its log. */
  requestId?: string;
}
