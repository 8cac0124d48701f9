import { ApplicationFailure } from '@temporalio/activity';
import { z } from 'zod';

/** What a scoring program is shown of a response. */
export interface Scored {
  prompt: string;
  response: string;
  /** The answer of the data set, where there is one. */
  answer: string | undefined;
}

/** Null when the program cannot say; a reason tells why. */
export const scoreSchema = z.strictObject({ score: z.number().nullable(), reason: z.string().optional() });
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
