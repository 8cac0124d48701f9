import { isGrpcServiceError, WorkflowUpdateRPCTimeoutOrCancelledError } from '@temporalio/client';
import { rootOf } from './root-of';

/** The gRPC status codes that this project tells apart (grpc.github.io/grpc/core/md_doc_statuscodes.html). */
const CONDITIONS: Readonly<Record<number, 'late' | 'not ready' | 'unreachable'>> = {
  4: 'late',
  9: 'not ready',
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
