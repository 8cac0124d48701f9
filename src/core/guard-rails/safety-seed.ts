import type { seedScope } from '../seed-scope';
import { createRandom, deriveSeed } from '../seeds';
import { drawPrinciples, type SafetyPrinciple } from './safety-principles';

type Scope = ReturnType<typeof seedScope>;

/** The principles by which every candidate of a prompt is criticised. */
export function principlesFor(scope: Scope, promptId: string, count: number): SafetyPrinciple[] {
  return drawPrinciples(createRandom(deriveSeed({ ...scope, promptId, purpose: 'safety-principles' })), count);
}

/** The seed of one critique of a response; a reply without a verdict is asked for again, at attempt 2. */
export function critiqueSeed(
  scope: Scope,
  about: { promptId: string; responseId: string; principle: string; attempt: number },
): number {
  const { promptId, responseId, principle, attempt } = about;
  return deriveSeed({ ...scope, promptId, purpose: `safety/${responseId}/${principle}/${attempt}` });
}

export function safeRevisionSeed(scope: Scope, promptId: string): number {
  return deriveSeed({ ...scope, promptId, purpose: 'safe-revision' });
}
