/**
 * Why a sample ended. `unknown` stands for a reason that this package does not know.
 * There is no `abort` and no `error`: a reply with one of these is thrown.
 */
export type FinishReason = 'stop' | 'length' | 'repetition' | 'tool-calls' | 'content-filter' | 'unknown';

/** A token that could stand at a place, with its natural-logarithm probability. */
export interface AlternativeToken {
  token: string;
  logprob: number;
}

/** A token of a sample. `logprob` is null only for the first token of an echoed prompt, which has no predecessor. */
export interface TokenLogprob {
  token: string;
  logprob: number | null;
  /** The alternatives that were asked for, likeliest first. The token itself is often among them. */
  top: AlternativeToken[];
}

/** A token of the vocabulary at a place of the prompt. */
export interface RankedToken {
  tokenId: number;
  logprob: number;
  /** 1 is the likeliest token. */
  rank?: number | undefined;
  token?: string | undefined;
}

/** A token of the prompt, and the alternatives at its place, likeliest first. */
export interface PromptTokenLogprob extends RankedToken {
  alternatives: RankedToken[];
}

/** One sample. */
export interface Choice {
  index: number;
  /** The text; the content of the message for a chat, empty when there is none. */
  text: string;
  finishReason: FinishReason;
  /** The ids of the sampled tokens, with `returnTokenIds`. */
  tokenIds?: number[] | undefined;
  /** The ids of the prompt's tokens, with `returnTokenIds`. */
  promptTokenIds?: number[] | undefined;
  logprobs?: TokenLogprob[] | undefined;
  /** One entry a token of the prompt; the first is null. The samples of a chat share one array. */
  promptLogprobs?: (PromptTokenLogprob | null)[] | undefined;
}

/** Tokens of the request; `completionTokens` is the sum over its samples. */
export interface Usage {
  promptTokens: number;
  completionTokens: number;
}

/** A reply with its samples in the order of their indices, as many as were asked for. */
export interface Completion {
  id: string;
  model: string;
  choices: Choice[];
  /** vLLM always counts; other servers of the same routes may not. */
  usage?: Usage | undefined;
  systemFingerprint?: string | undefined;
}

/** A chat reply has the shape of a text completion. */
export type ChatCompletion = Completion;

/** A name that the server answers to: a model or a LoRA adapter. */
export interface ModelCard {
  id: string;
  /** The path that the weights were started from. An in-place reload does not change it. */
  root?: string | undefined;
  /** The base model of an adapter. */
  parent?: string | undefined;
  /** The most tokens of prompt and sample together. */
  maxModelLen?: number | undefined;
}

/** The tokens of a text or conversation. */
export interface Tokenization {
  count: number;
  maxModelLen: number;
  tokens: number[];
  tokenStrings?: string[] | undefined;
}
