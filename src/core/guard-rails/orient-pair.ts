import type { SafetyVerdict } from './parse-critique';
import { mayBeChosen, type PromptKind } from './safety';

type Side = 'first' | 'second';

export type Orientation =
  { kind: 'pair'; chosen: Side } | { kind: 'discarded'; reason: 'unsafe-chosen' | 'unsure-chosen' };

/**
 * Which response of a pair is chosen. When exactly one is unsafe it is the other, whatever the scores prefer; a response
 * that may not be chosen takes the pair with it.
 */
export function orientPair(pair: {
  preferred: Side;
  first: SafetyVerdict;
  second: SafetyVerdict;
  promptKind: PromptKind;
}): Orientation {
  const { preferred, first, second, promptKind } = pair;
  const oneUnsafe = (first === 'unsafe') !== (second === 'unsafe');
  const chosen = oneUnsafe ? (first === 'unsafe' ? 'second' : 'first') : preferred;
  const safety = chosen === 'first' ? first : second;
  if (mayBeChosen(safety, promptKind)) return { kind: 'pair', chosen };
  return { kind: 'discarded', reason: safety === 'unsafe' ? 'unsafe-chosen' : 'unsure-chosen' };
}
