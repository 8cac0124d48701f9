import type { ReplicaStatus } from 'vllm-client';

/** One line for the UI when no replica can take a call; null while one can, and before anything is known. */
export function whyNoneIsLive(replicas: readonly Pick<ReplicaStatus, 'url' | 'state' | 'lastError'>[]): string | null {
  if (replicas.some((replica) => replica.state === 'closed')) return null;
  const reasons = replicas.flatMap(({ url, lastError }) => (lastError === undefined ? [] : [`${url}: ${lastError}`]));
  return reasons.length === 0 ? null : `no live replica (${reasons.join('; ')})`;
}
