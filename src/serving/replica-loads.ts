import type { ReplicaPool, ReplicaStatus } from 'vllm-client';

const ASK_EVERY_MS = 4000;

/** What one replica has to do. */
export interface ReplicaLoad extends Pick<ReplicaStatus, 'url' | 'state'> {
  /** Calls of this worker that are under way there. */
  inFlight: number;
  /** Requests of everybody in its batch, and those that wait for a place in it; null where it does not say. */
  running: number | null;
  waiting: number | null;
}

/**
 * What the replicas of a pool have to do, for a person to see. Their queues are asked for at most every few seconds
 * however many look, and an answer may be as old as that.
 */
export function createReplicaLoads(pool: ReplicaPool, now = () => performance.now()): () => ReplicaLoad[] {
  let queues: Awaited<ReturnType<ReplicaPool['metrics']>> = new Map();
  let askAt = -Infinity;
  return () => {
    if (now() >= askAt) {
      askAt = now() + ASK_EVERY_MS;
      pool.metrics().then(
        (answers) => (queues = answers),
        // A pool that is closed meanwhile has nothing to say.
        () => (queues = new Map()),
      );
    }
    return pool.status().map(({ url, state, inFlight }) => ({
      url,
      state,
      inFlight,
      running: queues.get(url)?.running ?? null,
      waiting: queues.get(url)?.waiting ?? null,
    }));
  };
}
