import type { CallObserver } from '../call-observer';
import type { VllmClient } from '../vllm-client';
import type { Breaker, BreakerOptions } from './breaker';
import type { StallOptions } from './stall-watch';

/** A server that answers like every other one of its pool. */
export type Replica = { url: string; apiKey?: string };

/** Proves that a replica is alive and serves what the pool expects; rejects when it does not. */
export type Canary = (client: VllmClient) => Promise<void>;

/** What a pool is made of. */
export interface ReplicaPoolOptions {
  /** May be empty; calls then wait for `setReplicas`. */
  replicas: Replica[];
  /** The most calls in flight on one replica; further ones wait. @default 64 */
  maxInFlightPerReplica?: number;
  /** @default three failures in a row, 5_000 ms */
  breaker?: BreakerOptions;
  /** When a replica with calls in flight counts as hanging; its calls are then cut. @default 60_000 ms, 15_000 ms */
  stall?: StallOptions;
  /**
   * Run before a replica gets its first call and whenever it comes back, on a client of its own whose calls have 60 s.
   * @default `client.health()`
   */
  canary?: Canary;
  /** Told of every generation of `run`, not of those of a canary. @default nobody */
  onCall?: CallObserver;
  /** A clock in milliseconds that never goes back. @default `performance.now` */
  now?: () => number;
}

/** How one call is placed. */
export interface RunOptions {
  /** Stops the waiting for a replica. The call itself must be given the signal too. */
  signal?: AbortSignal;
  /** Calls with the same key share a prefix and go to the same replica while it has room. */
  affinityKey?: string;
}

/** A replica as the pool sees it. */
export interface ReplicaStatus {
  url: string;
  /** Only a `closed` breaker lets calls through. `unproven`: no canary has come back yet. */
  state: Breaker['state'];
  inFlight: number;
  /** Failures in a row. */
  failures: number;
  /** Name and message of the newest failure; absent after a canary succeeded. */
  lastError?: string;
}
