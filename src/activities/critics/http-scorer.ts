import { ApplicationFailure } from '@temporalio/activity';
import { request } from 'undici';
import { stepsOf } from '../../core/process/split-steps';
import type { Scored } from '../../core/score-key';
import { parseScore, type Score, type Scorer, type ScoringCritic } from './score';

/** A program of a person that answers over HTTP. What it cannot answer now is asked again by the activity's policy. */
export function httpScorer(critic: Extract<ScoringCritic, { kind: 'http' }>, timeoutMs = 60_000): Scorer {
  return {
    version: `http:${critic.url}`,
    score: (scored, unwanted) => ask(critic, scored, timeoutMs, unwanted),
  };
}

async function ask(
  { url, apiKeyEnv }: Extract<ScoringCritic, { kind: 'http' }>,
  scored: Scored,
  timeoutMs: number,
  unwanted?: AbortSignal,
): Promise<Score> {
  const who = `the scorer at ${url}`;
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    const { statusCode, body } = await request(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...authorization(apiKeyEnv) },
      // The steps follow from the response, so that they are no part of what names the call.
      body: JSON.stringify({ ...scored, responseSteps: stepsOf(scored.response) }),
      signal: unwanted ? AbortSignal.any([timeout, unwanted]) : timeout,
    });
    const text = await body.text();
    if (statusCode !== 200) throw new Error(`${who} answered ${statusCode}: ${text.slice(0, 200)}`);
    return parseScore(jsonOf(text, who), who);
  } catch (error) {
    if (timeout.aborted) throw new Error(`${who} did not answer within ${timeoutMs} ms`, { cause: error });
    throw error;
  }
}

function authorization(apiKeyEnv: string | undefined): { authorization?: string } {
  if (apiKeyEnv === undefined) return {};
  const key = process.env[apiKeyEnv] ?? '';
  if (key !== '') return { authorization: `Bearer ${key}` };
  throw new Error(
    `apiKeyEnv names ${apiKeyEnv}, which is not set where the worker runs; set it there and start the worker again`,
  );
}

function jsonOf(text: string, who: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw ApplicationFailure.nonRetryable(`${who} answered no JSON: ${text.slice(0, 200)}`, 'InvalidScore');
  }
}
