import type { ReplicaPoolOptions } from './replica-pool-options';

/** The options of a pool with every default filled in. */
export type ResolvedPoolOptions = Required<Omit<ReplicaPoolOptions, 'replicas'>>;

/** Fills in the defaults. @throws RangeError naming the option that cannot be. */
export function resolvePoolOptions(options: ReplicaPoolOptions): ResolvedPoolOptions {
  const { failures, openMs } = options.breaker ?? { failures: 3, openMs: 5_000 };
  if (!(Number.isInteger(failures) && failures >= 1)) {
    throw new RangeError(`breaker.failures must be a whole number of at least 1 (got ${failures})`);
  }
  // Node fires a timer of more than 2^31 - 1 ms at once.
  if (!(openMs > 0 && openMs < 2 ** 31))
    throw new RangeError(`breaker.openMs must be above 0 and below 2^31 (got ${openMs})`);
  const { afterMs, probeEveryMs } = options.stall ?? { afterMs: 60_000, probeEveryMs: 15_000 };
  for (const [name, value] of Object.entries({ afterMs, probeEveryMs })) {
    if (!(value > 0 && value < 2 ** 31))
      throw new RangeError(`stall.${name} must be above 0 and below 2^31 (got ${value})`);
  }
  return {
    maxInFlightPerReplica: wholePlaces(options.maxInFlightPerReplica ?? 64),
    breaker: { failures, openMs },
    stall: { afterMs, probeEveryMs },
    canary: options.canary ?? ((client) => client.health()),
    onCall: options.onCall ?? (() => ({})),
    now: options.now ?? (() => performance.now()),
  };
}

/** Checks a bound on calls in flight. @throws RangeError */
export function wholePlaces(maxInFlightPerReplica: number): number {
  if (Number.isInteger(maxInFlightPerReplica) && maxInFlightPerReplica >= 1) return maxInFlightPerReplica;
  throw new RangeError(`maxInFlightPerReplica must be a whole number of at least 1 (got ${maxInFlightPerReplica})`);
}
