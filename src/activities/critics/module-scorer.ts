import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { types } from 'node:util';
import { ApplicationFailure } from '@temporalio/activity';
import { z } from 'zod';
import type { Scored } from '../../core/score-key';
import { parseScore, type Scorer } from './score';

const moduleSchema = z.looseObject({
  critic: z.custom<(scored: Scored) => unknown>((value) => typeof value === 'function', 'must be a function'),
});

/** What this process has loaded, by file: Node keeps the first version of a module until the process ends. */
const loadedDigests = new Map<string, string>();

/** A file that exports `critic`, a function of {prompt, response, answer} that returns {score, reason?}. */
export async function moduleScorer(path: string): Promise<Scorer> {
  const file = resolve(path);
  const source = await readFile(file).catch((error: Error) => {
    throw invalid(`the critic's module cannot be read: ${error.message}`);
  });
  const digest = `sha256:${createHash('sha256').update(source).digest('hex')}`;
  const loaded = moduleSchema.safeParse(await load(file, digest));
  if (!loaded.success) {
    const problems = loaded.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw invalid(`${file} exports no critic: ${problems.join('; ')}`);
  }
  const { critic } = loaded.data;
  return { version: `module:${digest}`, score: async (scored) => parseScore(await critic(scored), file) };
}

async function load(file: string, digest: string): Promise<unknown> {
  if ((loadedDigests.get(file) ?? digest) !== digest) {
    throw ApplicationFailure.retryable(
      `${file} is not as it was when this worker loaded it; start the worker again, so that scores name what gave them`,
      'ChangedModule',
    );
  }
  loadedDigests.set(file, digest);
  try {
    return await import(file);
  } catch (error) {
    throw invalid(`${file} cannot be loaded: ${types.isNativeError(error) ? error.message : String(error)}`);
  }
}

function invalid(message: string): ApplicationFailure {
  return ApplicationFailure.nonRetryable(message, 'InvalidModule');
}
