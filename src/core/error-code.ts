/** Whether something thrown carries this system code (`ENOENT`, `EADDRINUSE`, ...). */
export function isErrorWithCode(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}
