import { judgementRecordSchema, responseRecordSchema, type JudgementRecord } from '../../core/records';
import { originOf } from '../../core/selection/candidate-rules';
import { feedbackSummary } from '../../core/statistics/feedback-summary';
import type { ArtifactStore } from '../../store/artifact-store';
import type { iterationLayout } from '../../store/run-layout';
import type { IterationReport } from '../report-data';
import { histogram } from './histogram';
import { createMean } from './mean';

const LENGTH_BINS = 16;

type Layout = ReturnType<typeof iterationLayout>;

/** Shards finish in any order, so those of an unfinished iteration may have gaps: each is looked for. */
export async function collectResponses(
  store: ArtifactStore,
  layout: Layout,
  shards: number,
): Promise<IterationReport['responses']> {
  const tokens = new Map<number, number>();
  const mean = createMean();
  const found = { count: 0, truncated: 0 };
  for (let shard = 0; shard < shards; shard += 1) {
    const artifact = await store.find(layout.responses(shard));
    if (!artifact) continue;
    for (const response of await store.readRows(artifact, responseRecordSchema)) {
      // Lengths are those of what the policy writes.
      if (originOf(response) !== 'policy' || response.tokens === undefined) continue;
      found.count += 1;
      if (response.finishReason === 'length') found.truncated += 1;
      mean.add(response.tokens);
      tokens.set(response.tokens, (tokens.get(response.tokens) ?? 0) + 1);
    }
  }
  return found.count === 0 ? null : { ...found, meanTokens: mean.value(), tokens: histogram(tokens, LENGTH_BINS) };
}

export interface CollectedFeedback {
  summary: IterationReport['judgements'];
  /** The judgements that were asked for by id. */
  wanted: ReadonlyMap<string, JudgementRecord>;
}

/** Counts all judgements and keeps the few of the sample pairs. */
export async function collectFeedback(
  store: ArtifactStore,
  layout: Layout,
  shards: number,
  wantedIds: ReadonlySet<string>,
): Promise<CollectedFeedback> {
  const wanted = new Map<string, JudgementRecord>();
  const mean = createMean();
  const total = { count: 0, parsedAtFirst: 0, constrained: 0, unparsed: 0, histogram: [0, 0, 0, 0, 0, 0] };
  for (let shard = 0; shard < shards; shard += 1) {
    const artifact = await store.find(layout.feedback(shard));
    if (!artifact) continue;
    const rows = await store.readRows(artifact, judgementRecordSchema);
    for (const judgement of rows) {
      if (wantedIds.has(judgement.id)) wanted.set(judgement.id, judgement);
      if (judgement.outcome.kind === 'scored') mean.add(judgement.outcome.score);
    }
    const { judgements, parsedAtFirst, constrained, unparsed, histogram: scores } = feedbackSummary([], rows);
    total.count += judgements;
    total.parsedAtFirst += parsedAtFirst;
    total.constrained += constrained;
    total.unparsed += unparsed;
    total.histogram = total.histogram.map((count, score) => count + (scores[score] ?? 0));
  }
  if (total.count === 0) return { summary: null, wanted };
  const { parsedAtFirst, ...counts } = total;
  return { summary: { ...counts, parseRate: parsedAtFirst / counts.count, meanScore: mean.value() }, wanted };
}
