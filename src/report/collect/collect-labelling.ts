import {
  judgementRecordSchema,
  responseRecordSchema,
  type JudgementRecord,
  type PromptRecord,
} from '../../core/records';
import { originOf } from '../../core/selection/candidate-rules';
import { duplicatesOf } from '../../core/selection/without-duplicates';
import { feedbackSummary } from '../../core/statistics/feedback-summary';
import { createScoreHealth } from '../../core/statistics/score-health';
import { addHistograms } from '../../core/statistics/score-histogram';
import type { Recipe } from '../../recipes/recipe';
import type { ArtifactStore } from '../../store/artifact-store';
import type { iterationLayout } from '../../store/run-layout';
import type { IterationReport } from '../data/iteration-data';
import { histogram } from './histogram';
import { createMean } from './mean';
import { createScoreByLength } from './score-by-length';

const LENGTH_BINS = 16;

type Labelling = Pick<IterationReport, 'responses' | 'scoreByLength' | 'setAside'> & {
  judgements: Omit<NonNullable<IterationReport['judgements']>, 'alarms'> | null;
  /** Judgements of the responses that were asked for, by the id of the response. */
  wanted: ReadonlyMap<string, JudgementRecord[]>;
};

/**
 * Responses and judgements of an iteration, one shard in memory at a time. Shards finish in any order, so those of an
 * unfinished iteration may have gaps: each is looked for.
 */
export async function collectLabelling(
  store: ArtifactStore,
  layout: ReturnType<typeof iterationLayout>,
  prompts: readonly PromptRecord[],
  {
    shardSize,
    wantedResponses,
    sampling,
  }: { shardSize: number; wantedResponses: ReadonlySet<string>; sampling: Recipe['responses'] | undefined },
): Promise<Labelling> {
  const tokens = new Map<number, number>();
  const [meanTokens, meanScore, health, byLength] = [
    createMean(),
    createMean(),
    createScoreHealth(),
    createScoreByLength(),
  ];
  const wanted = new Map<string, JudgementRecord[]>();
  const responses = { count: 0, truncated: 0 };
  let duplicates = 0;
  const judged = { count: 0, parsedAtFirst: 0, constrained: 0, unparsed: 0, histogram: [0, 0, 0, 0, 0, 0] };
  const setAside = { prompts: 0, responses: 0 };

  for (let from = 0, shard = 0; from < prompts.length; from += shardSize, shard += 1) {
    const artifact = await store.find(layout.responses(shard));
    if (!artifact) continue;
    const rows = await store.readRows(artifact, responseRecordSchema);
    const answered = new Set(rows.map(({ promptId }) => promptId));
    setAside.prompts += prompts.slice(from, from + shardSize).filter(({ id }) => !answered.has(id)).length;
    if (sampling?.removeDuplicates) duplicates += duplicatesOf(rows, sampling.perPrompt);
    for (const response of rows) {
      // Lengths are those of what the policy writes.
      if (originOf(response) !== 'policy' || response.tokens === undefined) continue;
      responses.count += 1;
      if (response.finishReason === 'length') responses.truncated += 1;
      meanTokens.add(response.tokens);
      tokens.set(response.tokens, (tokens.get(response.tokens) ?? 0) + 1);
    }
    const feedback = await store.find(layout.feedback(shard));
    if (!feedback) continue;
    const judgements = await store.readRows(feedback, judgementRecordSchema);
    for (const judgement of judgements) {
      if (judgement.outcome.kind === 'scored') meanScore.add(judgement.outcome.score);
      if (!wantedResponses.has(judgement.responseId)) continue;
      wanted.set(judgement.responseId, [...(wanted.get(judgement.responseId) ?? []), judgement]);
    }
    health.add(judgements);
    byLength.add(rows, judgements);
    const summary = feedbackSummary(
      rows.map(({ id }) => id),
      judgements,
    );
    judged.count += summary.judgements;
    judged.parsedAtFirst += summary.parsedAtFirst;
    judged.constrained += summary.constrained;
    judged.unparsed += summary.unparsed;
    judged.histogram = addHistograms(judged.histogram, summary.histogram);
    setAside.responses += summary.unjudged;
  }
  const { parsedAtFirst, ...counts } = judged;
  return {
    responses:
      responses.count === 0
        ? null
        : {
            ...responses,
            ...(sampling?.removeDuplicates ? { duplicates } : {}),
            meanTokens: meanTokens.value(),
            tokens: histogram(tokens, LENGTH_BINS),
          },
    judgements:
      counts.count === 0
        ? null
        : {
            ...counts,
            parseRate: parsedAtFirst / counts.count,
            meanScore: meanScore.value(),
            health: health.value(),
          },
    scoreByLength: byLength.value(),
    setAside,
    wanted,
  };
}
