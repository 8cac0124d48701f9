/** Thrown when a request cannot be carried out as it is and would fail again: it becomes a 4xx reply. */
export class RefusedError extends Error {
  constructor(
    message: string,
    readonly status: 400 | 401 | 404 | 405 = 400,
  ) {
    super(message);
    this.name = 'RefusedError';
  }
}

/** Thrown when the model folder cannot be served whatever is tried; starting again would only repeat it. */
export class UnservableModelError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UnservableModelError';
  }
}
