import type { Scored } from '../../core/score-key';
import { ownFunction } from '../../recipes/registry/own-module';
import { parseScore, type Scorer } from './score';

/** A file that exports `critic`, a function of {prompt, response, answer} that returns {score, reason?}. */
export async function moduleScorer(path: string): Promise<Scorer> {
  const { file, digest, call } = await ownFunction<Scored>(path, 'critic');
  return { version: `module:${digest}`, score: async (scored) => parseScore(await call(scored), file) };
}
