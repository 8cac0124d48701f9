import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { ApplicationFailure } from '@temporalio/activity';
import { request } from 'undici';
import { z } from 'zod';
import { verifyExactAnswer } from '../../core/verifiers/exact-answer';
import type { ScoringCritic } from '../verify-responses';

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

const HTTP_TIMEOUT_MS = 60_000;

/** @throws a non-retryable failure when the program of a person cannot be loaded. */
export async function scorerOf(critic: ScoringCritic): Promise<Scorer> {
  switch (critic.kind) {
    case 'verifier':
      return { version: `verifier:${critic.verifier}`, score: exactAnswer };
    case 'http':
      return { version: `http:${critic.url}`, score: (scored) => ask(critic, scored) };
    case 'module':
      return loadModule(critic.path);
  }
}

function exactAnswer({ response, answer }: Scored): Score {
  if (answer === undefined) return { score: null, reason: 'no-answer' };
  return verifyExactAnswer({ response, expected: answer });
}

async function ask({ url, apiKeyEnv }: Extract<ScoringCritic, { kind: 'http' }>, scored: Scored): Promise<Score> {
  const key = apiKeyEnv === undefined ? undefined : process.env[apiKeyEnv];
  const { statusCode, body } = await request(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(key === undefined ? {} : { authorization: `Bearer ${key}` }) },
    body: JSON.stringify(scored),
    headersTimeout: HTTP_TIMEOUT_MS,
    bodyTimeout: HTTP_TIMEOUT_MS,
  });
  const text = await body.text();
  if (statusCode !== 200) throw new Error(`the scorer at ${url} answered ${statusCode}: ${text.slice(0, 200)}`);
  return parseScore(JSON.parse(text), `the scorer at ${url}`);
}

const moduleSchema = z.looseObject({
  critic: z.custom<(scored: Scored) => unknown>((value) => typeof value === 'function', 'must be a function'),
});

/** A file that exports `critic`, a function of {prompt, response, answer} that returns {score, reason?}. */
async function loadModule(path: string): Promise<Scorer> {
  const file = resolve(path);
  const source = await readFile(file).catch((error: Error) => {
    throw ApplicationFailure.nonRetryable(`the critic's module cannot be read: ${error.message}`, 'InvalidModule');
  });
  const loaded = moduleSchema.safeParse(await import(file));
  if (!loaded.success) {
    const problems = loaded.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
    throw ApplicationFailure.nonRetryable(`${file} exports no critic: ${problems}`, 'InvalidModule');
  }
  const { critic } = loaded.data;
  return {
    version: `module:sha256:${createHash('sha256').update(source).digest('hex')}`,
    score: async (scored) => parseScore(await critic(scored), file),
  };
}

function parseScore(value: unknown, who: string): Score {
  const result = scoreSchema.safeParse(value);
  if (result.success) return result.data;
  throw ApplicationFailure.nonRetryable(
    `${who} gave no score: ${result.error.issues.map(({ path, message }) => `${path.join('.') || 'reply'}: ${message}`).join('; ')}`,
    'InvalidScore',
  );
}
