import {
  ClosedError,
  EngineError,
  InvalidRequestError,
  OverloadedError,
  UnauthorizedError,
  UnknownModelError,
  UnknownRouteError,
  UnreachableError,
  VllmError,
} from 'vllm-client';

/** The kinds of failed calls, each with a policy of its own. The heartbeat counts them under these names. */
export type FailureClass = 'invalid' | 'capacity' | 'wrong model' | 'transient' | 'final';

/**
 * invalid: the row is set aside. capacity: the call waits and is made again, as long as it takes. wrong model: the
 * replica gets no call until it is proven, then the call is made again. transient: again, a few times, and then the
 * attempt of the activity fails. final: the attempt fails, and no other may mend it.
 */
export function failureClassOf(error: unknown): FailureClass {
  if (error instanceof InvalidRequestError) return 'invalid';
  if (error instanceof OverloadedError) return 'capacity';
  if (error instanceof UnknownModelError) return 'wrong model';
  if (error instanceof UnauthorizedError || error instanceof UnknownRouteError || error instanceof ClosedError)
    return 'final';
  return error instanceof VllmError ? 'transient' : 'final';
}

/** Whether the server may have died of the call: its connection broke in the middle, or its engine failed. */
export function mayHaveCrashed(error: unknown): boolean {
  if (error instanceof EngineError) return true;
  return error instanceof UnreachableError && !neverArrived(error.cause);
}

/** No connection came about: the server is down already, or the network is. That says nothing about the call. */
const NOT_CONNECTED = [
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
];

function neverArrived(cause: unknown): boolean {
  return (
    typeof cause === 'object' && cause !== null && 'code' in cause && NOT_CONNECTED.some((code) => code === cause.code)
  );
}

/** Milliseconds before a failed call is made again: 0.5 s, doubled each time, up to half a minute. */
export function delayAfterMs(failures: number): number {
  return Math.min(500 * 2 ** (failures - 1), 30_000);
}
