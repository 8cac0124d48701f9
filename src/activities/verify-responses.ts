import type { ScoreRecord } from '../core/feedback-records';
import type { Artifact } from '../core/records';
import type { Critic } from '../recipes/critic-sections';
import { iterationLayout } from '../store/run-layout';
import { readCriticised, tallied, type CriticSaid } from './collect-feedback';
import type { Score } from './critics/score';
import type { ActivityDependencies } from './dependencies';
import type { ShardInput } from './responses';
import { scorerOf } from './critics/scorers';

/** Critics that are programs and not models. */
export type ScoringCritic = Extract<Critic, { kind: 'verifier' | 'http' | 'module' }>;

export interface VerifyResponsesInput extends Omit<ShardInput, 'calls'> {
  critic: ScoringCritic;
  name: string;
  responses: Artifact;
  ift: Artifact;
}

/** Scores the responses of a shard by a program. What it cannot score stays without a score; nothing is scored by default. */
export async function verifyResponses(
  deps: Pick<ActivityDependencies, 'store'>,
  input: VerifyResponsesInput,
): Promise<CriticSaid> {
  const { run, iteration, attempt, shard, name } = input;
  const output = iterationLayout(run, iteration, attempt).criticFeedback(name, shard.index);
  const existing = await deps.store.find(output);
  if (existing) return tallied(deps, { artifact: existing });
  const scorer = await scorerOf(input.critic);
  const rows: ScoreRecord[] = [];
  for (const about of await readCriticised(deps, input)) {
    for (const response of about.responses) {
      const score = await scorer.score({
        prompt: about.prompt.text,
        response: response.text,
        answer: about.answer?.response,
        instructions: about.prompt.instructions,
      });
      const { id, promptId } = response;
      rows.push({
        kind: 'score',
        id: `${id}.${name}`,
        promptId,
        model: scorer.version,
        responseId: id,
        critic: name,
        ...withinRange(score, input.critic),
      });
    }
  }
  return tallied(deps, { artifact: await deps.store.writeRows(output, rows) });
}

/** A number that cannot be put on the common scale is none. */
function withinRange(given: Score, critic: ScoringCritic): Score {
  const { lowest = -Infinity, highest = Infinity } = ('range' in critic && critic.range) || {};
  if (given.score === null || (given.score >= lowest && given.score <= highest)) return given;
  return { score: null, reason: `${given.score} is not from ${lowest} to ${highest}` };
}
