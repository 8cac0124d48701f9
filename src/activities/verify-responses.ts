import type { ScoreRecord } from '../core/feedback-records';
import type { Artifact } from '../core/records';
import { iterationLayout, shardName } from '../store/run-layout';
import { readCriticised, tallied, type CriticSaid } from './collect-feedback';
import type { CriticisedPrompt } from './critics/critique';
import { recordedScorer, type RecordedScorer } from './critics/recorded-scorer';
import type { RecordedScore, Scorer, ScoringCritic } from './critics/score';
import { scoreResponses } from './critics/score-responses';
import { scorerOf } from './critics/scorers';
import type { ActivityDependencies } from './dependencies';
import { settleShard } from './labelling/settle-shard';
import { withinAttempt } from './labelling/within-attempt';
import type { ShardInput } from './responses';
import { whileBeating } from './while-beating';

export interface VerifyResponsesInput extends Omit<ShardInput, 'calls'> {
  /** Left out by workflows of earlier versions. */
  calls?: ShardInput['calls'];
  critic: ScoringCritic;
  name: string;
  responses: Artifact;
  ift: Artifact;
}

/**
 * Scores the responses of a shard by a program. What it cannot score stays without a score; nothing is scored by default.
 * A verifier costs nothing and is asked again by another attempt; what a program of a person says is recorded.
 */
export async function verifyResponses(
  deps: Pick<ActivityDependencies, 'store' | 'recordedCalls'>,
  input: VerifyResponsesInput,
): Promise<CriticSaid & { calls?: Artifact }> {
  const { store, recordedCalls } = deps;
  const { critic, name, shard } = input;
  const layout = iterationLayout(input.run, input.iteration, input.attempt);
  const stage = `${name}-${shardName(shard.index)}`;
  const paths = { output: layout.criticFeedback(name, shard.index), calls: layout.calls(stage) };
  const existing = await store.find(paths.output);
  const recorded = await store.find(paths.calls);
  // An earlier version recorded no calls.
  if (existing) return tallied(deps, { artifact: existing, ...(recorded ? { calls: recorded } : {}) });
  const scorer = await scorerOf(critic);
  const prompts = await readCriticised(deps, input);
  if (critic.kind === 'verifier') {
    const rows = await scoreAll(scorer, { made: 0, recalled: 0 }, critic, prompts);
    return tallied(deps, { artifact: await store.writeRows(paths.output, rows) });
  }
  const files = { ...paths, store, recordedCalls, reuse: input.calls?.reuse, journal: layout.journal(stage) };
  const { artifact, calls } = await settleShard(files, (memory) =>
    withinAttempt((attempt) => {
      const asked = recordedScorer(scorer, memory, attempt);
      return scoreAll(asked, asked.counts, critic, prompts);
    }),
  );
  return tallied(deps, { artifact, calls });
}

/** One prompt after the other: a program of a person seldom takes many calls at once. */
function scoreAll(
  scorer: Scorer<RecordedScore>,
  counts: RecordedScorer['counts'],
  critic: ScoringCritic,
  prompts: readonly CriticisedPrompt[],
): Promise<ScoreRecord[]> {
  const rows: ScoreRecord[][] = [];
  const progress = () => ({ done: rows.length, total: prompts.length, ...counts, quarantined: 0, retried: {} });
  return whileBeating(progress, async () => {
    for (const about of prompts) rows.push(await scoreResponses(scorer, critic, about));
    return rows.flat();
  });
}
