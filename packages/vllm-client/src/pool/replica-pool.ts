import { PoolClosedError } from '../errors';
import type { VllmClient } from '../vllm-client';
import { outcomeOfFailure } from './call-outcome';
import { pickReplica } from './pick-replica';
import { PoolMember, type CallInFlight } from './pool-member';
import { resolvePoolOptions, wholePlaces, type ResolvedPoolOptions } from './resolve-pool-options';
import type { Replica, ReplicaPoolOptions, ReplicaStatus, RunOptions } from './replica-pool-options';
import { WaitingLine } from './waiting-line';

/** A place on a replica, taken until its `end` is told what the call said about it. */
interface Place extends CallInFlight {
  readonly replica: Replica;
}

/**
 * Spreads calls over replicas: bounded, to the least busy one, with a circuit breaker for each. A call is made once; when
 * it fails, the caller decides to run it again, and a replica whose breaker opened gets no call until a canary proves it.
 */
export class ReplicaPool {
  readonly #options: ResolvedPoolOptions;
  readonly #line = new WaitingLine<Place>();
  /** By address and key, so that a new key makes a new member. */
  #members = new Map<string, PoolMember>();
  readonly #leaving = new Set<Promise<void>>();
  #maxInFlight: number;
  #picks = 0;
  #canaryTimer: NodeJS.Timeout | undefined;
  readonly #stallTimer: NodeJS.Timeout;
  #isClosed = false;

  /** Calls no server before the first `run`. @throws TypeError or RangeError for an address or a number that cannot be. */
  constructor(options: ReplicaPoolOptions) {
    this.#options = resolvePoolOptions(options);
    this.#maxInFlight = this.#options.maxInFlightPerReplica;
    this.setReplicas(options.replicas);
    this.#stallTimer = setInterval(() => this.#cutStalled(), this.#options.stall.probeEveryMs);
    // Calls in flight keep the process alive by their sockets.
    this.#stallTimer.unref();
  }

  /**
   * Makes one call on the replica that is picked for it, after waiting for one that is live and has room: with every
   * replica down, until one is back. Rejects with what the call rejected with, or with the reason of the signal while it
   * waits. The signal stops only the waiting: hand it to the client's method as well.
   * @throws PoolClosedError, and UnauthorizedError when every replica refuses the key
   */
  async run<T>(call: (client: VllmClient, replica: Replica) => Promise<T>, options: RunOptions = {}): Promise<T> {
    if (this.#isClosed) throw new PoolClosedError();
    options.signal?.throwIfAborted();
    const waiting = this.#line.wait(options.affinityKey, options.signal);
    this.#serve();
    const { client, replica, end, causeOf } = await waiting;
    try {
      const result = await call(client, replica);
      end({ kind: 'answered' });
      return result;
    } catch (error) {
      const cause = causeOf(error);
      end(outcomeOfFailure(cause));
      throw cause;
    } finally {
      this.#serve();
    }
  }

  /** Sets which replicas there are. Calls in flight on one that is gone finish; a new one is proven before its first call. */
  setReplicas(replicas: readonly Replica[]): void {
    if (this.#isClosed) throw new PoolClosedError();
    const members = new Map(
      replicas.map((replica) => {
        const key = `${replica.url}\n${replica.apiKey ?? ''}`;
        return [key, this.#members.get(key) ?? new PoolMember(replica, this.#options)] as const;
      }),
    );
    for (const [key, member] of this.#members) if (!members.has(key)) this.#seeOff(member);
    this.#members = members;
    if (this.#line.length > 0) this.#serve();
  }

  /** Sets the most calls in flight on one replica. With a smaller number, calls in flight finish. */
  setMaxInFlight(maxInFlightPerReplica: number): void {
    this.#maxInFlight = wholePlaces(maxInFlightPerReplica);
    this.#serve();
  }

  /** How many calls wait for a replica that is live and has room. */
  get waiting(): number {
    return this.#line.length;
  }

  /** Every replica in the order of `setReplicas`. */
  status(): ReplicaStatus[] {
    return [...this.#members.values()].map((member) => member.status());
  }

  /** Sends waiting callers away with a `PoolClosedError` and resolves when the calls in flight are over. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#canaryTimer);
    clearInterval(this.#stallTimer);
    this.#line.dismiss(new PoolClosedError());
    for (const member of this.#members.values()) this.#seeOff(member);
    this.#members.clear();
    await Promise.all(this.#leaving);
  }

  /** Hands free places to those who wait, and starts the canaries that are due. */
  #serve(): void {
    this.#line.serve((affinityKey) => this.#takePlace(affinityKey));
    this.#dismissRefused();
    this.#startCanaries();
  }

  /** When every replica refuses the key, those who wait are told instead of waiting for ever. */
  #dismissRefused(): void {
    const refusals = [...this.#members.values()].map(({ refusal }) => refusal);
    const [first] = refusals;
    if (first && refusals.every((refusal) => refusal !== undefined)) this.#line.dismiss(first);
  }

  #takePlace(affinityKey: string | undefined): Place | undefined {
    const live = [...this.#members.values()].filter(({ isLive }) => isLive);
    const member = pickReplica(live, this.#maxInFlight, affinityKey);
    return member && { replica: member.replica, ...member.begin(++this.#picks) };
  }

  #startCanaries(): void {
    clearTimeout(this.#canaryTimer);
    const later: number[] = [];
    for (const member of this.#members.values()) {
      const dueInMs = member.canaryDueInMs;
      if (dueInMs === 0) void member.tryCanary(this.#options.canary).then(() => this.#serve());
      else if (dueInMs !== undefined) later.push(dueInMs);
    }
    if (later.length === 0) return;
    this.#canaryTimer = setTimeout(() => this.#serve(), Math.ceil(Math.min(...later)));
    // Only callers that wait are a reason to keep the process alive.
    if (this.#line.length === 0) this.#canaryTimer.unref();
  }

  #cutStalled(): void {
    for (const member of this.#members.values()) void member.cutIfStalled().then(() => this.#serve());
  }

  #seeOff(member: PoolMember): void {
    const leaving = member.remove().finally(() => this.#leaving.delete(leaving));
    this.#leaving.add(leaving);
  }
}
