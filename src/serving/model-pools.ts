import { ReplicaPool, type ReplicaPoolOptions, type ReplicaStatus } from 'vllm-client';
import { digestOf } from '../core/digest';
import type { ServedModel } from './served-model';
import { createSolitude, type Solitude } from './solitude';
import { verifyReplica } from './verify-replica';

/** Reads the secret that a recipe refers to by name. @throws when the worker does not have it. */
export type Secrets = (name: string) => string;

/** The replicas of a served model. */
export interface ModelPool {
  readonly calls: ReplicaPool;
  readonly solitude: Solitude;
  /** Whether a replica serves these weights right now; false for a foreign model, of which nothing can be proven. */
  isProven(signal: AbortSignal): Promise<boolean>;
}

/**
 * The replica pools of this worker, one per served model, shared by all its activities so that the bound on calls in
 * flight holds for the worker. A pool verifies every replica before its first call and whenever it comes back.
 */
export interface ModelPools {
  get(served: ServedModel): ModelPool;
  /** Every pool as it is now. */
  status(): { model: string; replicas: ReplicaStatus[]; waiting: number }[];
  close(): Promise<void>;
}

export function createModelPools(
  secrets: Secrets,
  maxInFlightPerReplica: number,
  options: Pick<ReplicaPoolOptions, 'breaker' | 'onCall'> = {},
): ModelPools {
  const pools = new Map<string, ModelPool & { servedName: string }>();

  return {
    get(served) {
      const key = digestOf({ ...served });
      const existing = pools.get(key);
      if (existing) return existing;
      const pool = {
        ...createModelPool(served, secrets, { maxInFlightPerReplica, ...options }),
        servedName: served.servedName,
      };
      pools.set(key, pool);
      return pool;
    },
    status: () =>
      [...pools.values()].map(({ servedName, calls }) => ({
        model: servedName,
        replicas: calls.status(),
        waiting: calls.waiting,
      })),
    async close() {
      await Promise.all([...pools.values()].map((pool) => pool.calls.close()));
    },
  };
}

function createModelPool(
  served: ServedModel,
  secrets: Secrets,
  options: Pick<ReplicaPoolOptions, 'maxInFlightPerReplica' | 'breaker' | 'onCall'>,
): ModelPool {
  const calls = new ReplicaPool({
    replicas: served.replicas.map(({ url, apiKeyEnv }) => ({
      url,
      ...(apiKeyEnv === undefined ? {} : { apiKey: secrets(apiKeyEnv) }),
    })),
    ...options,
    canary: (client) => verifyReplica(client, served),
  });
  return {
    calls,
    solitude: createSolitude(),
    async isProven(signal) {
      if (served.proof.kind === 'assumed') return false;
      try {
        await calls.run((client) => verifyReplica(client, served, signal), { signal });
        return true;
      } catch {
        return false;
      }
    },
  };
}
