import { scopeLabels } from './activity-scope';
import { judgeReplies } from './metrics';

/** How a judgement or verdict was read: at once, when asked once more, held to a choice, or not at all. */
export type Reading = 'first' | 'again' | 'constrained' | 'none';

/** Counts a judgement or verdict; only those read at first count as parsed. */
export function countReading(outcome: Reading): void {
  judgeReplies.inc({ ...scopeLabels(), outcome });
}
