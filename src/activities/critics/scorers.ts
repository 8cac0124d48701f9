import { lastNumber, verifyExactAnswer } from '../../core/verifiers/exact-answer';
import { verifyInstructions, type Leniency } from '../../core/verifiers/ifeval/verify-instructions';
import type { ScoringCritic } from '../verify-responses';
import { httpScorer } from './http-scorer';
import { moduleScorer } from './module-scorer';
import type { Score, Scored, Scorer } from './score';

/** @throws a non-retryable failure when the program of a person cannot be loaded. */
export async function scorerOf(critic: ScoringCritic): Promise<Scorer> {
  switch (critic.kind) {
    case 'verifier':
      return { version: `verifier:${critic.verifier}`, score: verifierOf(critic.verifier) };
    case 'http':
      return httpScorer(critic);
    case 'module':
      return moduleScorer(critic.path);
  }
}

type VerifierName = Extract<ScoringCritic, { kind: 'verifier' }>['verifier'];

function verifierOf(name: VerifierName): (scored: Scored) => Score {
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
