import { InvalidRequestError, UnknownRouteError, VllmError } from '../errors';

/** What a call says about its replica. `inconclusive`: nothing, because the caller was at fault or gave up. */
export type CallOutcome = { kind: 'answered' } | { kind: 'failed'; error: VllmError } | { kind: 'inconclusive' };

/**
 * A request that no replica would take, or a route that none has, says nothing about this one, and neither does an abort or a fault in the caller's
 * code, which are no errors of this package.
 */
export function outcomeOfFailure(error: unknown): CallOutcome {
  const isReplicasFault =
    error instanceof VllmError && !(error instanceof InvalidRequestError || error instanceof UnknownRouteError);
  return isReplicasFault ? { kind: 'failed', error } : { kind: 'inconclusive' };
}
