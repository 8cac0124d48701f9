import { lastNumber, verifyExactAnswer } from '../../core/verifiers/exact-answer';
import type { Scored } from '../../core/score-key';
import type { ScoringCritic } from '../verify-responses';
import { httpScorer } from './http-scorer';
import { moduleScorer } from './module-scorer';
import type { Score, Scorer } from './score';

/** @throws a non-retryable failure when the program of a person cannot be loaded. */
export async function scorerOf(critic: ScoringCritic): Promise<Scorer> {
  switch (critic.kind) {
    case 'verifier':
      return { version: `verifier:${critic.verifier}`, score: exactAnswer };
    case 'http':
      return httpScorer(critic);
    case 'module':
      return moduleScorer(critic.path);
  }
}

function exactAnswer({ response, answer }: Scored): Score {
  if (answer === undefined) return { score: null, reason: 'no-answer' };
  // One seed answer in words must not end a run over thousands of numbers.
  if (lastNumber(answer) === null) return { score: null, reason: 'answer-without-number' };
  return verifyExactAnswer({ response, expected: answer });
}
