import type { WrittenReport } from '../activities/report';
import type { Progress } from './progress';

/** Notes where the report is, and when an experiment tracker was not told of it. Earlier workers gave the path alone. */
export function reportWritten({ status }: Progress, written: WrittenReport | string): void {
  const { path, untold }: WrittenReport = typeof written === 'string' ? { path: written } : written;
  status.report = path;
  if (untold !== undefined) status.notes.push(`An experiment tracker was not told of this: ${untold}`);
}
