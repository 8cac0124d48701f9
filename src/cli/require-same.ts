import type { AuditReport } from '../audit/findings';
import { DifferenceError } from './errors';

/** Makes a command fail when an audit found a difference. @throws DifferenceError */
export function requireSame({ run, differences }: AuditReport): void {
  const [first] = differences;
  if (first) throw new DifferenceError(`Run "${run}" is not as it was recorded; first: ${first.place}`);
}
