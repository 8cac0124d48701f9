/** Thrown when a run ended badly, or when what was asked for did not work. */
export class OperationFailedError extends Error {
  override readonly name = 'OperationFailedError';
}

/** Thrown when an argument or a file has not the form that it should have. */
export class InvalidInputError extends Error {
  override readonly name = 'InvalidInputError';
}

/** Thrown when a file or a run of the store is not there. */
export class NotFoundError extends Error {
  override readonly name = 'NotFoundError';
}

/** Thrown when an audit found something that is not as it was recorded; what it found is printed before. */
export class DifferenceError extends Error {
  override readonly name = 'DifferenceError';
}

/** Thrown by doctor when this machine lacks something. */
export class IncompleteError extends Error {
  override readonly name = 'IncompleteError';
}
