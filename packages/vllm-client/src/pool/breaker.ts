/** When a replica is left alone, and for how long. */
export interface BreakerOptions {
  /** Failures in a row that open the breaker. @default 3 */
  failures: number;
  /** How long it stays open before a canary is tried, in milliseconds. @default 5_000 */
  openMs: number;
}

/**
 * What is known of a replica. Only a closed one takes calls.
 * unproven -> closed or open by its first canary; closed -> open by failures; open -> half-open by time;
 * half-open -> closed or open by a canary.
 */
export type Breaker =
  | { state: 'unproven' }
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

/** After a canary that failed: one is enough to leave the replica alone. */
export function afterCanaryFailure(breaker: Breaker, { openMs }: BreakerOptions, nowMs: number): Breaker {
  return { state: 'open', failures: failuresOf(breaker) + 1, untilMs: nowMs + openMs };
}

/** The failures in a row, those of canaries included. */
export function failuresOf(breaker: Breaker): number {
  return breaker.state === 'unproven' ? 0 : breaker.failures;
}
