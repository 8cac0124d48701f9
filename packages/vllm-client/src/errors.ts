/** What an error knows about the call that failed. */
export interface VllmErrorDetails {
  /** The server that was called, without credentials. */
  baseUrl: string;
  /** The HTTP status, when the server gave one. */
  status?: number;
  cause?: unknown;
}

/**
 * The base of all errors of a call: one subclass per condition, so that a caller can decide by `instanceof`.
 * No error carries the API key.
 */
export abstract class VllmError extends Error {
  /** Whether the same call may succeed when it is made again, here or on another replica. */
  abstract readonly retryable: boolean;
  readonly baseUrl: string;
  readonly status: number | undefined;

  constructor(message: string, { baseUrl, status, cause }: VllmErrorDetails) {
    super(`${baseUrl}: ${message}`, cause === undefined ? undefined : { cause });
    this.baseUrl = baseUrl;
    this.status = status;
  }
}

/** Thrown when no whole reply came: connection refused, reset or closed, name not found, or a gateway's 502 or 504. */
export class UnreachableError extends VllmError {
  override readonly name = 'UnreachableError';
  readonly retryable = true;
}

/** Thrown when the reply was not complete within the deadline of the call. The socket is closed, so that vLLM stops. */
export class DeadlineExceededError extends VllmError {
  override readonly name = 'DeadlineExceededError';
  readonly retryable = true;
}

/** Thrown by a pool to the calls in flight on a replica that hangs: no reply and no token came for too long. */
export class StalledError extends VllmError {
  override readonly name = 'StalledError';
  readonly retryable = true;
}

/** Thrown on 503 and 429: the queue of the server is full. Another replica may take the call at once. */
export class OverloadedError extends VllmError {
  override readonly name = 'OverloadedError';
  readonly retryable = true;
}

/** Thrown on 500 and on a finish reason `error`: the engine failed, or it is dead and the server is about to exit. */
export class EngineError extends VllmError {
  override readonly name = 'EngineError';
  readonly retryable = true;
}

/**
 * Thrown on a 200 with the finish reason `abort` on any choice: the server was stopped or paused in the middle.
 * The partial text is not on the error, because it must never be used.
 */
export class AbortedGenerationError extends VllmError {
  override readonly name = 'AbortedGenerationError';
  readonly retryable = true;
}

/** Thrown on 400, 422 and 501 (and any other 4xx without a class of its own): the server will never take this request. */
export class InvalidRequestError extends VllmError {
  override readonly name: string = 'InvalidRequestError';
  readonly retryable = false;
  /** The reason in the words of the server. */
  readonly serverMessage: string;

  constructor(serverMessage: string, details: VllmErrorDetails) {
    super(`the request is invalid: ${serverMessage}`, details);
    this.serverMessage = serverMessage;
  }
}

/** Thrown on a 400 that says that the prompt does not fit into the context of the model. */
export class PromptTooLongError extends InvalidRequestError {
  override readonly name = 'PromptTooLongError';
}

/** Thrown on 401 and 403: the API key is missing or wrong. */
export class UnauthorizedError extends VllmError {
  override readonly name = 'UnauthorizedError';
  readonly retryable = false;
}

/** Thrown on 404 for a name that the server does not serve; often the server holds another iteration of the model. */
export class UnknownModelError extends VllmError {
  override readonly name = 'UnknownModelError';
  readonly retryable = false;
}

/** Thrown on 404 for a route that the server does not have, for example a development route of a server without that mode. */
export class UnknownRouteError extends VllmError {
  override readonly name = 'UnknownRouteError';
  readonly retryable = false;
}

/** Thrown when a reply is not what the route promises: not JSON, a field missing, or another number of choices than asked for. */
export class MalformedReplyError extends VllmError {
  override readonly name = 'MalformedReplyError';
  readonly retryable = true;
}

/** Thrown when a client is used after it was closed, and by the calls that `destroy` cuts off. */
export class ClosedError extends VllmError {
  override readonly name = 'ClosedError';
  readonly retryable = false;
}

/** Thrown by a pool that was closed, to new callers and to those that still waited for a replica. */
export class PoolClosedError extends Error {
  override readonly name = 'PoolClosedError';

  constructor() {
    super('the replica pool is closed');
  }
}
