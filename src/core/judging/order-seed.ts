import type { seedScope } from '../seed-scope';
import { deriveSeed } from '../seeds';

/** Which two records a critic compares, and which of them stands in slot A: the first (forward) or the second. */
export interface ComparedInOrder {
  scope: ReturnType<typeof seedScope>;
  critic: 'pairwise' | 'preference' | 'meta-judge';
  promptId: string;
  firstId: string;
  secondId: string;
  order: 'forward' | 'backward';
}

/** The seed of one of the two orders of a comparison: of its first sample, where it has several. */
export function orderSeed({ scope, critic, promptId, firstId, secondId, order }: ComparedInOrder): number {
  return deriveSeed({ ...scope, promptId, purpose: `${critic}/${firstId}/${secondId}/${order}` });
}
