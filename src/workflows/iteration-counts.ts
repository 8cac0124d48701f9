import type { ShardFeedback } from '../activities/feedback';
import type { ShardResponses } from '../activities/responses';
import type { Progress } from './progress';
import type { IterationCounts } from './status';

export function emptyCounts(prompts: number): IterationCounts {
  return {
    prompts,
    responses: 0,
    judgements: 0,
    parseRate: null,
    scoreHistogram: [0, 0, 0, 0, 0, 0],
    pairs: 0,
    discarded: {},
  };
}

/** Adds a finished shard to what the status shows. */
export function addShard(progress: Progress, responses: ShardResponses, feedback: ShardFeedback): void {
  const counts = countsOf(progress);
  const { summary } = feedback;
  const parsed = (counts.parseRate ?? 0) * counts.judgements + summary.parsedAtFirst;
  counts.responses += responses.artifact.rows;
  counts.judgements += summary.judgements;
  counts.parseRate = counts.judgements === 0 ? null : parsed / counts.judgements;
  counts.scoreHistogram = counts.scoreHistogram.map((count, score) => count + (summary.histogram[score] ?? 0));
  if (progress.status.progress) progress.status.progress.done += 1;
  if (responses.refused > 0)
    progress.status.notes.push(`${responses.refused} prompts were refused by the model server`);
  if (summary.unjudged > 0) progress.status.notes.push(`${summary.unjudged} responses were refused by the judge`);
  progress.show();
}

export function countsOf({ status }: Progress): IterationCounts {
  if (!status.counts) throw new Error('counts exist once the prompts are collected');
  return status.counts;
}
