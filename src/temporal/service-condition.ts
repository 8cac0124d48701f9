import { isGrpcServiceError, WorkflowUpdateRPCTimeoutOrCancelledError } from '@temporalio/client';
import { rootOf } from './root-of';

/** The gRPC status codes that this project tells apart (grpc.github.io/grpc/core/md_doc_statuscodes.html). */
const CONDITIONS: Readonly<Record<number, 'late' | 'not ready' | 'unreachable'>> = {
  // A call whose deadline passes while it waits to be made again ends as cancelled; nothing here cancels calls itself.
  1: 'late',
  4: 'late',
  9: 'not ready',
  // A server that starts or stops also answers "resource exhausted" and "internal".
  8: 'unreachable',
  13: 'unreachable',
  14: 'unreachable',
};

/**
 * What an error of a call to Temporal says of the servers: no answer in time, no worker that could answer, or no server.
 * `other` is everything that is about the call itself.
 */
export function serviceCondition(error: unknown): 'late' | 'not ready' | 'unreachable' | 'other' {
  if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError) return 'late';
  const root = rootOf(error);
  return (isGrpcServiceError(root) ? CONDITIONS[root.code] : undefined) ?? 'other';
}
