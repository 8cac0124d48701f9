/** The innermost cause of an error: failures of Temporal wrap what really happened several times. */
export function rootOf(error: unknown): unknown {
  return error instanceof Error && error.cause instanceof Error ? rootOf(error.cause) : error;
}
