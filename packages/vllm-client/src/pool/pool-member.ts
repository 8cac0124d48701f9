import { types } from 'node:util';
import { StalledError, UnauthorizedError, UnknownModelError, UnreachableError, type VllmError } from '../errors';
import type { CallObserver } from '../call-observer';
import { VllmClient } from '../vllm-client';
import {
  afterCanaryFailure,
  afterCanarySuccess,
  afterDoubt,
  afterFailure,
  afterSuccess,
  type Breaker,
  type BreakerOptions,
} from './breaker';
import type { CallOutcome } from './call-outcome';
import type { ResolvedPoolOptions } from './resolve-pool-options';
import { StallWatch } from './stall-watch';
import type { Candidate } from './pick-replica';
import type { Canary, Replica, ReplicaStatus } from './replica-pool-options';

/** A canary that hangs says as much as one that fails. */
const CANARY_DEADLINE_MS = 60_000;

/** A call under way on a replica. */
export interface CallInFlight {
  readonly client: VllmClient;
  /** Must be told how the call ended. */
  readonly end: (outcome: CallOutcome) => void;
  /** The reason behind what the call rejected with, when the pool itself cut it. */
  readonly causeOf: (error: unknown) => unknown;
}

/** A replica with its sockets, its calls in flight and what is known of its health. */
export class PoolMember implements Candidate {
  readonly replica: Replica;
  readonly url: string;
  client: VllmClient;
  inFlight = 0;
  lastPick = 0;
  readonly #breakerOptions: BreakerOptions;
  readonly #now: () => number;
  readonly #stall: StallWatch;
  readonly #stallAfterMs: number;
  readonly #onCall: CallObserver;
  #breaker: Breaker = { state: 'unproven', failures: 0 };
  #lastError: string | undefined;
  /** Counts the canaries, so that a call from before one says nothing about the replica after it. */
  #era = 0;
  #canaryClient: VllmClient | undefined;
  /** Set while the replica refuses the key: no waiting mends that. */
  refusal: UnauthorizedError | undefined;
  #onIdle: (() => void) | undefined;
  /** Why the calls of a client were cut. */
  readonly #cut = new WeakMap<VllmClient, StalledError>();

  constructor(
    replica: Replica,
    { breaker, stall, now, onCall }: Pick<ResolvedPoolOptions, 'breaker' | 'stall' | 'now' | 'onCall'>,
  ) {
    this.replica = replica;
    this.#breakerOptions = breaker;
    this.#now = now;
    this.#stall = new StallWatch(stall);
    this.#stallAfterMs = stall.afterMs;
    this.#onCall = onCall;
    this.client = this.#newClient();
    this.url = this.client.baseUrl;
  }

  /** Whether it takes calls. */
  get isLive(): boolean {
    return this.#breaker.state === 'closed';
  }

  /** Milliseconds until a canary is due: 0 for now, undefined when the replica needs none or one is under way. */
  get canaryDueInMs(): number | undefined {
    if (this.#canaryClient !== undefined) return undefined;
    if (this.#breaker.state === 'unproven') return 0;
    if (this.#breaker.state === 'open') return Math.max(0, this.#breaker.untilMs - this.#now());
    return undefined;
  }

  /** Starts a call on the client that is current now. */
  begin(pick: number): CallInFlight {
    if (this.inFlight === 0) this.#stall.moved(this.#now());
    this.inFlight += 1;
    this.lastPick = pick;
    const era = this.#era;
    const { client } = this;
    return {
      client,
      causeOf: (error) => this.#cut.get(client) ?? error,
      end: (outcome) => {
        this.inFlight -= 1;
        if (this.inFlight === 0) this.#onIdle?.();
        if (outcome.kind === 'answered') this.#stall.moved(this.#now());
        if (era === this.#era) this.#learn(outcome);
      },
    };
  }

  /** Cuts the calls in flight when the replica hangs, and leaves it alone until a canary proves it. */
  async cutIfStalled(): Promise<void> {
    const hung = this.client;
    const hasWork = () => this.inFlight > 0 && this.isLive && this.client === hung;
    // Asked again after the probe, which may take seconds.
    if (!hasWork() || !(await this.#stall.isStalled(hung, this.#now)) || !hasWork()) return;
    const error = new StalledError(
      `no reply and no token for ${this.#stallAfterMs} ms, ${this.inFlight} calls in flight`,
      {
        baseUrl: this.url,
      },
    );
    this.#cut.set(hung, error);
    this.#era += 1;
    this.#breaker = afterCanaryFailure(this.#breaker, this.#breakerOptions, this.#now());
    this.#lastError = nameAndMessage(error);
    this.client = this.#newClient();
    await hung.destroy();
  }

  /** Proves the replica. Resolves when the canary is over, whatever it found. */
  async tryCanary(canary: Canary): Promise<void> {
    if (this.#breaker.state === 'open') this.#breaker = { state: 'half-open', failures: this.#breaker.failures };
    this.#era += 1;
    const client = new VllmClient({ ...clientOptionsOf(this.replica), defaultDeadlineMs: CANARY_DEADLINE_MS });
    this.#canaryClient = client;
    try {
      await canary(client);
      this.#breaker = afterCanarySuccess(this.#breaker);
      this.#lastError = undefined;
      this.refusal = undefined;
    } catch (error) {
      this.#breaker = afterCanaryFailure(this.#breaker, this.#breakerOptions, this.#now());
      this.#lastError = nameAndMessage(error);
      this.refusal = error instanceof UnauthorizedError ? error : undefined;
    } finally {
      this.#canaryClient = undefined;
      await client.destroy();
    }
  }

  /** Takes the replica out: its canary is cut off, and its sockets close after the last call in flight. */
  async remove(): Promise<void> {
    await this.#canaryClient?.destroy();
    if (this.inFlight > 0) await new Promise<void>((resolve) => (this.#onIdle = resolve));
    await this.client.close();
  }

  status(): ReplicaStatus {
    return {
      url: this.url,
      state: this.#breaker.state,
      inFlight: this.inFlight,
      failures: this.#breaker.failures,
      ...(this.#lastError === undefined ? {} : { lastError: this.#lastError }),
    };
  }

  /** The pool bounds the calls in flight itself. */
  #newClient(): VllmClient {
    return new VllmClient({
      ...clientOptionsOf(this.replica),
      connections: Infinity,
      onDisconnect: () => this.#doubt(),
      onCall: this.#onCall,
    });
  }

  /**
   * Without a socket nobody knows whether the next one leads to the same process: another may hold other weights.
   * Calls in flight tell by their own failures.
   */
  #doubt(): void {
    if (this.inFlight > 0 || this.#breaker.state !== 'closed') return;
    this.#breaker = { state: 'unproven', failures: this.#breaker.failures };
  }

  #learn(outcome: CallOutcome): void {
    switch (outcome.kind) {
      case 'answered':
        this.#breaker = afterSuccess(this.#breaker);
        return;
      case 'failed':
        this.#breaker = castsDoubt(outcome.error)
          ? afterDoubt(this.#breaker, this.#breakerOptions, this.#now())
          : afterFailure(this.#breaker, this.#breakerOptions, this.#now());
        this.#lastError = nameAndMessage(outcome.error);
        return;
      case 'inconclusive':
        return;
    }
  }
}

/** No whole reply, or a model that the replica no longer serves: what is at the address has to prove itself again. */
function castsDoubt(error: VllmError): boolean {
  return error instanceof UnreachableError || error instanceof UnknownModelError;
}

function clientOptionsOf({ url, apiKey }: Replica) {
  return { baseUrl: url, ...(apiKey === undefined ? {} : { apiKey }) };
}

function nameAndMessage(error: unknown): string {
  return types.isNativeError(error) ? `${error.name}: ${error.message}` : String(error);
}
