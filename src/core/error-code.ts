/** Whether an error carries this system code (`ENOENT`, `EADDRINUSE`, ...). */
export function isErrorWithCode(error: unknown, code: string): error is Error & { code: string } {
  return error instanceof Error && 'code' in error && error.code === code;
}
