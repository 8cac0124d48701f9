import { ApplicationFailure } from '@temporalio/activity';
import type { z } from 'zod';
import { scoreRecordSchema } from '../../core/feedback-records';
import type { PromptInstruction } from '../../core/verifiers/ifeval/prompt-instruction';

/** What a scoring program is shown of a response. */
export interface Scored {
  prompt: string;
  response: string;
  /** The answer of the data set, where there is one. */
  answer: string | undefined;
  /** What the response must follow, where its prompt says so. */
  instructions?: readonly PromptInstruction[] | undefined;
}

/** Null when the program cannot say; a reason tells why. Of a process reward model, also how probable each step is correct. */
export const scoreSchema = scoreRecordSchema.pick({ score: true, reason: true, steps: true });
export type Score = z.infer<typeof scoreSchema>;

export interface Scorer {
  /** Names what scores, so that records of different programs are told apart. */
  version: string;
  score(scored: Scored): Score | Promise<Score>;
}

/** @throws a non-retryable failure: a program that gives no score will give none again. */
export function parseScore(value: unknown, who: string): Score {
  const result = scoreSchema.safeParse(value);
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) => `${path.join('.') || 'reply'}: ${message}`);
  throw ApplicationFailure.nonRetryable(`${who} gave no score: ${problems.join('; ')}`, 'InvalidScore');
}
