import { isErrorWithCode } from '../core/error-code';
import { EmptyModelError, OutsideStoreError } from '../store/errors';

/** What file systems say of paths that name no file: that of a folder, one below a file, and what can be no name. */
const NO_FILE = ['EISDIR', 'EEXIST', 'ENOTDIR', 'ENAMETOOLONG', 'ELOOP', 'ERR_INVALID_ARG_VALUE'];

/**
 * What is wrong with a path that something recorded names. What was tampered with may name anything, and must not keep
 * an audit from its report. Every other error is thrown again.
 */
export function pathProblem(error: unknown): string {
  if (error instanceof OutsideStoreError || error instanceof EmptyModelError) return error.message;
  const code = NO_FILE.find((known) => isErrorWithCode(error, known));
  if (code !== undefined) return `it names no file (${code})`;
  throw error;
}
