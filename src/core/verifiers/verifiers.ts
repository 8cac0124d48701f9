import { verifyExactAnswer } from './exact-answer';
import { verifyInstructions } from './ifeval/verify-instructions';
import type { Verifier } from './verifier';

/** Outside scorers that need no model, by the name that a recipe gives them. */
export const verifiers = {
  'exact-answer': verifyExactAnswer,
  ifeval: verifyInstructions,
} satisfies Record<string, Verifier>;

export type VerifierName = keyof typeof verifiers;
