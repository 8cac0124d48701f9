/** Thrown when no whole reply came: the service is down, restarting, or too slow. */
export class TrainerUnreachableError extends Error {
  override readonly name = 'TrainerUnreachableError';
  readonly retryable = true;
}

/** Thrown when the service answered with a fault of its own (5xx), or with something that is no reply of the trainer. */
export class TrainerFaultError extends Error {
  override readonly name = 'TrainerFaultError';
  readonly retryable = true;
}

/** What a refusal says: `kind` for programs, `path` the field or file that is wrong. */
export interface TrainerRefusal {
  status: number;
  kind: string;
  message: string;
  path?: string | undefined;
}

/** Thrown when the service refused the request (4xx); it would refuse it again. */
export class TrainerRefusedError extends Error {
  override readonly name = 'TrainerRefusedError';
  readonly retryable = false;
  readonly status: number;
  readonly kind: string;
  readonly path: string | undefined;

  constructor({ status, kind, message, path }: TrainerRefusal) {
    super(`${kind}: ${message}`);
    this.status = status;
    this.kind = kind;
    this.path = path;
  }
}
