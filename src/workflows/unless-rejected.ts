import { CancellationScope } from '@temporalio/workflow';
import type { Rejection } from './messages';

/** Where a rejection finds the attempt that is under way; undefined while there is none. */
export interface RejectionDesk {
  reject: ((rejection: Rejection) => void) | undefined;
}

export type Outcome<T> = { kind: 'done'; result: T } | { kind: 'rejected'; rejection: Rejection };

/**
 * Does work that a person may reject at any stage: the work is then cancelled, and its end awaited, so that what replaces
 * it finds servers and trainer free.
 */
export async function unlessRejected<T>(desk: RejectionDesk, work: () => Promise<T>): Promise<Outcome<T>> {
  const scope = new CancellationScope();
  const given: { rejection?: Rejection } = {};
  desk.reject = (rejection) => {
    given.rejection = rejection;
    desk.reject = undefined;
    scope.cancel();
  };
  try {
    const result = await scope.run(work);
    return given.rejection ? { kind: 'rejected', rejection: given.rejection } : { kind: 'done', result };
  } catch (error) {
    if (!given.rejection || CancellationScope.current().consideredCancelled) throw error;
    return { kind: 'rejected', rejection: given.rejection };
  } finally {
    desk.reject = undefined;
  }
}
