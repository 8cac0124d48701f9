import { types } from 'node:util';
import { ClosedError, MalformedReplyError, UnreachableError, VllmError } from '../errors';

/**
 * The error for a call that gave no whole HTTP reply. What is not a failure of the connection, such as a header that
 * cannot be sent, is a fault of the caller and comes back unchanged.
 */
export function errorOfConnection(error: unknown, { baseUrl, route }: { baseUrl: string; route: string }): unknown {
  if (error instanceof VllmError || !types.isNativeError(error)) return error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  if (code === undefined || code === 'UND_ERR_INVALID_ARG') return error;
  const details = { baseUrl, cause: error };
  if (code === 'UND_ERR_CLOSED' || code === 'UND_ERR_DESTROYED')
    return new ClosedError('the client is closed', details);
  if (code.startsWith('HPE_'))
    return new MalformedReplyError(`${route} gave something that is not HTTP (${code})`, details);
  return new UnreachableError(`${route} got no whole reply (${code}: ${error.message || 'no connection'})`, details);
}
