/** When a replica is left alone, and for how long. */
export interface BreakerOptions {
  /** Failures in a row that open the breaker. @default 3 */
  failures: number;
  /** How long it stays open before a canary is tried, in milliseconds. @default 5_000 */
  openMs: number;
}

/**
 * What is known of a replica. Only a closed one takes calls.
 * unproven -> closed or open by a canary; closed -> open by failures, or unproven by a failure that casts doubt on the
 * replica itself; open -> half-open by time; half-open -> closed or open by a canary.
 */
export type Breaker =
  | { state: 'unproven'; failures: number }
  | { state: 'closed'; failures: number }
  | { state: 'open'; failures: number; untilMs: number }
  | { state: 'half-open'; failures: number };

/** After a call that a closed replica answered. */
export function afterSuccess(breaker: Breaker): Breaker {
  return breaker.state === 'closed' ? { state: 'closed', failures: 0 } : breaker;
}

/** After a call that a closed replica failed. Only enough of them in a row open the breaker. */
export function afterFailure(breaker: Breaker, { failures: limit, openMs }: BreakerOptions, nowMs: number): Breaker {
  if (breaker.state !== 'closed') return breaker;
  const failures = breaker.failures + 1;
  return failures < limit ? { state: 'closed', failures } : { state: 'open', failures, untilMs: nowMs + openMs };
}

/** After a failure that casts doubt on the replica itself: before the next call it must prove that it is there. */
export function afterDoubt(breaker: Breaker, options: BreakerOptions, nowMs: number): Breaker {
  const next = afterFailure(breaker, options, nowMs);
  return next.state === 'closed' ? { state: 'unproven', failures: next.failures } : next;
}

/** After a canary that passed. Failures of calls count on when the canary was made because of one. */
export function afterCanarySuccess(breaker: Breaker): Breaker {
  return { state: 'closed', failures: breaker.state === 'unproven' ? breaker.failures : 0 };
}

/** After a canary that failed: one is enough to leave the replica alone. */
export function afterCanaryFailure(breaker: Breaker, { openMs }: BreakerOptions, nowMs: number): Breaker {
  return { state: 'open', failures: breaker.failures + 1, untilMs: nowMs + openMs };
}
