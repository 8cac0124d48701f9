import { executionName } from './leads-to';
import type { ReadHistory } from './read-history';
import type { RecordedHistory } from './recorded-history';

/** An execution with what its history says. */
export interface ReadExecution {
  recorded: RecordedHistory;
  read: ReadHistory;
}

export interface SortedExecutions {
  ofThisRun: ReadExecution[];
  /** Executions of runs that had the same name, and how that shows. */
  ofEarlierRuns: { execution: ReadExecution; contradiction: string }[];
}

/**
 * Which executions made what the store holds. A run writes each file and model once and every execution of it names the
 * same bytes, also one that was started again after a failure. So executions that say otherwise than newer ones were of
 * a run whose store is gone. Those that lead to each other stay together.
 */
export function sortExecutions(executions: readonly ReadExecution[]): SortedExecutions {
  const sorted: SortedExecutions = { ofThisRun: [], ofEarlierRuns: [] };
  const known = new Map<string, { digest: string; by: string }>();
  for (const related of relatedExecutions(executions).toSorted((a, b) => startOf(b) - startOf(a))) {
    const named = related.flatMap(namedBy);
    const other = named.find(({ path, digest }) => (known.get(path)?.digest ?? digest) !== digest);
    if (other) {
      const contradiction = `${other.by} says that ${other.path} has ${other.digest}; ${known.get(other.path)?.by ?? ''}, which is newer, says otherwise`;
      sorted.ofEarlierRuns.push(...related.map((execution) => ({ execution, contradiction })));
      continue;
    }
    sorted.ofThisRun.push(...related);
    for (const { path, ...rest } of named) if (!known.has(path)) known.set(path, rest);
  }
  return sorted;
}

/** Groups of executions that lead to each other: a run with what it continued as and its iterations. */
function relatedExecutions(executions: readonly ReadExecution[]): ReadExecution[][] {
  let groups: { names: Set<string>; members: ReadExecution[] }[] = [];
  for (const execution of executions) {
    const names = [execution.recorded, ...execution.read.leadsTo].map(executionName);
    const joined = groups.filter((group) => names.some((name) => group.names.has(name)));
    const apart = groups.filter((group) => !joined.includes(group));
    const joinedNames = joined.flatMap((group) => [...group.names]);
    const members = [...joined.flatMap((group) => group.members), execution];
    groups = [...apart, { names: new Set([...names, ...joinedNames]), members }];
  }
  return groups.map(({ members }) => members);
}

/** When the newest of them started, in seconds. From a server they are a Long, from a file a number. */
function startOf(related: readonly ReadExecution[]): number {
  const times = related.map(({ recorded }) => recorded.history.events?.[0]?.eventTime);
  return Math.max(...times.map((time) => Number(time?.seconds ?? 0) + (time?.nanos ?? 0) / 1e9));
}

function namedBy({ read }: ReadExecution): { path: string; digest: string; by: string }[] {
  return read.named.flatMap(({ by, artifacts, models }) => [
    ...artifacts.map(({ path, sha256 }) => ({ path, digest: sha256, by })),
    ...models.map(({ path, digest }) => ({ path, digest, by })),
  ]);
}
