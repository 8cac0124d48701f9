import type { Scored } from '../../core/score-key';
import { lastNumber, verifyExactAnswer } from '../../core/verifiers/exact-answer';
import { verifyInstructions, type Leniency } from '../../core/verifiers/ifeval/verify-instructions';
import type { Score, Scorer, ScoringCritic } from './score';

type VerifierCritic = Extract<ScoringCritic, { kind: 'verifier' }>;

/** A verifier of our own: the same score for the same texts, so that an audit scores again. */
export function verifierScorer({ verifier }: Pick<VerifierCritic, 'verifier'>): Scorer {
  return { version: `verifier:${verifier}`, score: verifierOf(verifier) };
}

function verifierOf(name: VerifierCritic['verifier']): (scored: Scored) => Score {
  switch (name) {
    case 'exact-answer':
      return exactAnswer;
    case 'ifeval':
      return (scored) => followed(scored, 'strict');
    case 'ifeval-loose':
      return (scored) => followed(scored, 'loose');
  }
}

function exactAnswer({ response, answer }: Scored): Score {
  if (answer === undefined) return { score: null, reason: 'no-answer' };
  // One seed answer in words must not end a run over thousands of numbers.
  if (lastNumber(answer) === null) return { score: null, reason: 'answer-without-number' };
  return verifyExactAnswer({ response, expected: answer });
}

function followed({ response, instructions }: Scored, leniency: Leniency): Score {
  if (instructions === undefined) return { score: null, reason: 'no-instructions' };
  return verifyInstructions({ response, instructions, leniency });
}
