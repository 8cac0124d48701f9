import { ReplicaPool } from 'vllm-client';
import { digestOf } from '../core/digest';
import type { ServedModel } from './served-model';
import { verifyReplica } from './verify-replica';

/** Reads the secret that a recipe refers to by name. @throws when the worker does not have it. */
export type Secrets = (name: string) => string;

/**
 * The replica pools of this worker, one per served model, shared by all its activities so that the bound on calls in
 * flight holds for the worker. A pool verifies every replica before its first call and whenever it comes back.
 */
export interface ModelPools {
  get(served: ServedModel): ReplicaPool;
  close(): Promise<void>;
}

export function createModelPools(secrets: Secrets, maxInFlightPerReplica: number): ModelPools {
  const pools = new Map<string, ReplicaPool>();

  return {
    get(served) {
      const key = digestOf({ ...served });
      const existing = pools.get(key);
      if (existing) return existing;
      const pool = new ReplicaPool({
        replicas: served.replicas.map(({ url, apiKeyEnv }) => ({
          url,
          ...(apiKeyEnv === undefined ? {} : { apiKey: secrets(apiKeyEnv) }),
        })),
        maxInFlightPerReplica,
        canary: (client) => verifyReplica(client, served),
      });
      pools.set(key, pool);
      return pool;
    },
    async close() {
      await Promise.all([...pools.values()].map((pool) => pool.close()));
    },
  };
}
