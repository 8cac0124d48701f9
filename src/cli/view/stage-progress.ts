import type { RunView } from '../../temporal/run-view';

/** How far the stage is, from 0 to 1; null where nothing says so. */
export function stageFraction({ status, activities }: Pick<RunView, 'status' | 'activities'>): number | null {
  const parts = activities.flatMap(({ type, progress }) =>
    progress && progress.total > 0 ? [{ type, ...progress }] : [],
  );
  if (status?.progress && status.progress.total > 0) {
    const underWay = parts.reduce((sum, part) => sum + shareOfShard(part.type, part.done / part.total), 0);
    return Math.min(1, (status.progress.done + underWay) / status.progress.total);
  }
  const total = parts.reduce((sum, part) => sum + part.total, 0);
  return total === 0 ? null : parts.reduce((sum, part) => sum + part.done, 0) / total;
}

/** A shard is first answered and then judged; each counts for half of it. */
function shareOfShard(activity: string, fraction: number): number {
  switch (activity) {
    case 'sampleResponses':
      return fraction / 2;
    case 'judgeResponses':
      return (1 + fraction) / 2;
    default:
      return 0;
  }
}

export interface ProgressPoint {
  stage: string;
  atMs: number;
  fraction: number;
}

/** How long the stage still takes if it goes on as it did between two looks at it. Null while that is not known. */
export function remainingMs(from: ProgressPoint, now: ProgressPoint): number | null {
  const [done, elapsedMs] = [now.fraction - from.fraction, now.atMs - from.atMs];
  if (from.stage !== now.stage || done <= 0 || elapsedMs <= 0) return null;
  return ((1 - now.fraction) * elapsedMs) / done;
}

export function duration(milliseconds: number): string {
  const seconds = Math.max(1, Math.round(milliseconds / 1000));
  if (seconds < 90) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return `${minutes} min`;
  const hours = minutes / 60;
  return hours < 48 ? `${hours.toFixed(1)} h` : `${(hours / 24).toFixed(1)} days`;
}
