import type { Scored } from '../../core/score-key';
import { lastNumber, verifyExactAnswer } from '../../core/verifiers/exact-answer';
import type { Score, Scorer, ScoringCritic } from './score';

/** A verifier of our own: the same score for the same texts, so that an audit scores again. */
export function verifierScorer({ verifier }: Extract<ScoringCritic, { kind: 'verifier' }>): Scorer {
  return { version: `verifier:${verifier}`, score: exactAnswer };
}

function exactAnswer({ response, answer }: Scored): Score {
  if (answer === undefined) return { score: null, reason: 'no-answer' };
  // One seed answer in words must not end a run over thousands of numbers.
  if (lastNumber(answer) === null) return { score: null, reason: 'answer-without-number' };
  return verifyExactAnswer({ response, expected: answer });
}
