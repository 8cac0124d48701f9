import { ApplicationFailure } from '@temporalio/activity';
import type { z } from 'zod';
import { scoreRecordSchema } from '../../core/feedback-records';
import type { Scored } from '../../core/score-key';
import type { Critic } from '../../recipes/critic-sections';

/** Critics that are programs and not models. */
export type ScoringCritic = Extract<Critic, { kind: 'verifier' | 'http' | 'module' }>;

/** Null when the program cannot say; a reason tells why. Of a process reward model, also how probable each step is correct. */
export const scoreSchema = scoreRecordSchema.pick({ score: true, reason: true, steps: true });
export type Score = z.infer<typeof scoreSchema>;

/** A score that is recorded as a call names it. */
export type RecordedScore = Score & { callKey?: string };

export interface Scorer<Said = Score> {
  /** Names what scores, so that records of different programs are told apart. */
  version: string;
  /** Nobody waits any more once the signal is aborted. */
  score(scored: Scored, signal?: AbortSignal): Said | Promise<Said>;
}

/** @throws a non-retryable failure: a program that gives no score will give none again. */
export function parseScore(value: unknown, who: string): Score {
  const result = scoreSchema.safeParse(value);
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) => `${path.join('.') || 'reply'}: ${message}`);
  throw ApplicationFailure.nonRetryable(`${who} gave no score: ${problems.join('; ')}`, 'InvalidScore');
}
