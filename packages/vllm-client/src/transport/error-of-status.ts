import {
  EngineError,
  InvalidRequestError,
  MalformedReplyError,
  OverloadedError,
  PromptTooLongError,
  UnauthorizedError,
  UnknownModelError,
  UnknownRouteError,
  UnreachableError,
  type VllmError,
} from '../errors';

/**
 * vLLM has no code for it; these are the ways in which it says that the prompt, and not only `max_tokens`, is too long.
 * The last one is said of a prompt that fills the context to its last token.
 */
const PROMPT_TOO_LONG =
  /maximum context length|longer than the maximum model length|exceeds the max_model_len|max_tokens must be at least 1, got 0/i;

/** The error that an HTTP status other than 2xx stands for. `message` is what the server says, if anything. */
export function errorOfStatus(
  status: number,
  message: string | undefined,
  { baseUrl, route }: { baseUrl: string; route: string },
): VllmError {
  const details = { baseUrl, status };
  const said = `${route} gave ${status}${message === undefined ? '' : ` (${message})`}`;
  switch (status) {
    case 401:
    case 403:
      return new UnauthorizedError(`${said}; check apiKey`, details);
    case 404:
      // The framework says "Not Found" for a route; vLLM itself names the model. A GET names none.
      return route.startsWith('GET ') || message === undefined || /^not found$/i.test(message)
        ? new UnknownRouteError(
            `${said}; the route does not exist, or not without VLLM_SERVER_DEV_MODE=1 or VLLM_ALLOW_RUNTIME_LORA_UPDATING=1`,
            details,
          )
        : new UnknownModelError(said, details);
    case 429:
    case 503:
      return new OverloadedError(said, details);
    case 501:
      return new InvalidRequestError(message ?? said, details);
    case 502:
    case 504:
      return new UnreachableError(`${said}; a gateway did not reach the server`, details);
  }
  if (status >= 500) return new EngineError(said, details);
  if (status < 400) return new MalformedReplyError(`${said}, which is not a reply; give the final address`, details);
  if (status === 400 && message !== undefined && PROMPT_TOO_LONG.test(message)) {
    return new PromptTooLongError(message, details);
  }
  return new InvalidRequestError(message ?? said, details);
}
