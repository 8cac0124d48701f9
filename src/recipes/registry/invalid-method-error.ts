/** Thrown when a folder of methods, or a file in it, is not as it should be; the message names it. */
export class InvalidMethodError extends Error {
  override readonly name = 'InvalidMethodError';
}
