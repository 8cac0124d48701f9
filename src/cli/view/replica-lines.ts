import { groupBy } from '../../core/group-by';
import type { PendingActivity } from '../../temporal/pending-activities';

type Replica = PendingActivity['replicas'][number];

/** What each replica has to do, as the newest heartbeats say. */
export function replicaLines(activities: readonly PendingActivity[]): string[] {
  const byUrl = groupBy(
    activities.flatMap(({ replicas }) => replicas),
    ({ url }) => url,
  );
  return [...byUrl].map(([url, same]) => `  ${url}: ${replicaText(same)}`);
}

/** The activities of a worker share a pool, so that the largest number is the newest one or another worker's. */
function replicaText(same: readonly Replica[]): string {
  const most = (of: (replica: Replica) => number | null) => {
    const numbers = same.flatMap((replica) => of(replica) ?? []);
    return numbers.length === 0 ? null : Math.max(...numbers);
  };
  const [running, waiting] = [most((replica) => replica.running), most((replica) => replica.waiting)];
  const parts = [
    ...(same.every(({ state }) => state !== 'closed') ? ['takes no calls'] : []),
    `${most(({ inFlight }) => inFlight) ?? 0} calls in flight`,
    ...(running === null ? [] : [`${running} running`]),
    ...(waiting === null ? [] : [`${waiting} waiting`]),
  ];
  return parts.join(' · ');
}
