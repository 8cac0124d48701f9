import type { WrittenReport } from '../activities/report';
import type { RunStatus } from './status';

/**
 * Shows what a report says and where it is, and when an experiment tracker was not told of it. Histories of earlier
 * versions hold the path alone.
 */
export function showReport(status: RunStatus, written: WrittenReport | string): void {
  if (typeof written === 'string') {
    status.report = written;
    return;
  }
  status.report = written.path;
  status.reportLink = written.link;
  status.headline = written.headline;
  if (written.untold !== undefined) status.notes.push(`An experiment tracker was not told of this: ${written.untold}`);
}
