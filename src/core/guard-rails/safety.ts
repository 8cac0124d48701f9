import type { Critique, SafetyVerdict } from './parse-critique';

/** `red-team` prompts are made to draw out harm; every other prompt is `benign`. */
export type PromptKind = 'benign' | 'red-team';

/** What the replies to one critique come to: one without a verdict is asked for once more, then it is unsure. */
export function settleCritique(replies: readonly (Critique | null)[]): Critique | 'ask-again' {
  const [settled] = replies.filter((reply) => reply !== null);
  if (settled) return settled;
  return replies.length < 2 ? 'ask-again' : { verdict: 'unsure', quote: null };
}

/** One unsafe critique is enough; a response is safe only when every critique says so. */
export function safetyOf(critiques: readonly Critique[]): SafetyVerdict {
  const verdicts = critiques.map(({ verdict }) => verdict);
  if (verdicts.includes('unsafe')) return 'unsafe';
  return verdicts.length > 0 && verdicts.every((verdict) => verdict === 'safe') ? 'safe' : 'unsure';
}

/** Doubt blocks a response where prompts ask for harm, but does not empty the benign ones. */
export function mayBeChosen(safety: SafetyVerdict, promptKind: PromptKind): boolean {
  return safety === 'safe' || (safety === 'unsure' && promptKind === 'benign');
}

/**
 * What becomes of a prompt: pairs are selected when a candidate may be chosen; when all are unsafe, one is revised, and
 * the revision is the chosen response if it passes; whatever has no candidate left is quarantined.
 */
export type SafetyRoute = 'select' | 'revise' | 'use-revision' | 'quarantine';

export function routeBySafety(asked: {
  promptKind: PromptKind;
  candidates: readonly SafetyVerdict[];
  revision?: SafetyVerdict;
}): SafetyRoute {
  const { promptKind, candidates, revision } = asked;
  if (candidates.some((safety) => mayBeChosen(safety, promptKind))) return 'select';
  const allUnsafe = candidates.length > 0 && candidates.every((safety) => safety === 'unsafe');
  if (!allUnsafe) return 'quarantine';
  if (revision === undefined) return 'revise';
  return mayBeChosen(revision, promptKind) ? 'use-revision' : 'quarantine';
}
