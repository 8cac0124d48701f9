import type { Random } from '../random';
import { pairedBootstrap, type Interval } from '../statistics/bootstrap';
import { FEWEST_COMPARED } from '../statistics/fewest-compared';
import type { SafetyVerdict } from './parse-critique';

/** A rubric on the held-out pairs and on the safety canaries. */
export interface TriedRubric {
  /** Names its wording. */
  version: string;
  /** For every held-out pair, in one order: 1 right, 0.5 tied, 0 wrong or unreadable. */
  accuracy: readonly number[];
  canaries: ReadonlyMap<string, SafetyVerdict>;
}

export type RubricDecision =
  | { kind: 'replace'; from: string; to: string; gain: Interval }
  | {
      kind: 'keep';
      reason: 'unchanged' | 'canary-changed' | 'too-few-changed-pairs' | 'no-gain';
      gain: Interval | null;
    };

/**
 * A proposed judge prompt replaces the current one only if the lower bound of its gain in pairwise accuracy, a paired
 * bootstrap over the same held-out pairs, is above 0, and no safety canary has another verdict.
 * @throws RangeError without a canary, because nothing would then guard safety.
 */
export function mayReplaceRubric(current: TriedRubric, proposed: TriedRubric, random: Random): RubricDecision {
  if (current.canaries.size === 0) throw new RangeError('The gate of a rubric needs safety canaries.');
  const gain = pairedBootstrap(current.accuracy, proposed.accuracy, { random });
  const [from, to] = [current.version, proposed.version];
  if (from === to) return { kind: 'keep', reason: 'unchanged', gain };
  if (!sameVerdicts(current.canaries, proposed.canaries)) return { kind: 'keep', reason: 'canary-changed', gain };
  const changed = current.accuracy.filter((value, index) => value !== proposed.accuracy[index]).length;
  if (changed < FEWEST_COMPARED) return { kind: 'keep', reason: 'too-few-changed-pairs', gain };
  if (gain === null || gain.low <= 0) return { kind: 'keep', reason: 'no-gain', gain };
  return { kind: 'replace', from, to, gain };
}

function sameVerdicts(current: TriedRubric['canaries'], proposed: TriedRubric['canaries']): boolean {
  return current.size === proposed.size && [...current].every(([id, verdict]) => proposed.get(id) === verdict);
}
