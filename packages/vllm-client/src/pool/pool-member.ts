import { types } from 'node:util';
import { UnknownModelError, UnreachableError, type VllmError } from '../errors';
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
import type { Candidate } from './pick-replica';
import type { Canary, Replica, ReplicaStatus } from './replica-pool-options';

/** A canary that hangs says as much as one that fails. */
const CANARY_DEADLINE_MS = 60_000;

/** A replica with its sockets, its calls in flight and what is known of its health. */
export class PoolMember implements Candidate {
  readonly replica: Replica;
  readonly url: string;
  readonly client: VllmClient;
  inFlight = 0;
  lastPick = 0;
  readonly #breakerOptions: BreakerOptions;
  readonly #now: () => number;
  #breaker: Breaker = { state: 'unproven', failures: 0 };
  #lastError: string | undefined;
  /** Counts the canaries, so that a call from before one says nothing about the replica after it. */
  #era = 0;
  #canaryClient: VllmClient | undefined;
  #onIdle: (() => void) | undefined;

  constructor(replica: Replica, breakerOptions: BreakerOptions, now: () => number) {
    this.replica = replica;
    this.#breakerOptions = breakerOptions;
    this.#now = now;
    // The pool bounds the calls in flight itself.
    this.client = new VllmClient({ ...clientOptionsOf(replica), connections: Infinity });
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

  /** Starts a call and returns what must be told how it ended. */
  begin(pick: number): (outcome: CallOutcome) => void {
    this.inFlight += 1;
    this.lastPick = pick;
    const era = this.#era;
    return (outcome) => {
      this.inFlight -= 1;
      if (this.inFlight === 0) this.#onIdle?.();
      if (era === this.#era) this.#learn(outcome);
    };
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
    } catch (error) {
      this.#breaker = afterCanaryFailure(this.#breaker, this.#breakerOptions, this.#now());
      this.#lastError = nameAndMessage(error);
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
