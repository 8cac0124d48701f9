import { ApplicationFailure } from '@temporalio/workflow';
import type { ShardFeedback } from '../activities/feedback';
import type { ShardResponses } from '../activities/responses';
import type { Quarantine } from '../activities/labelling/recorded-call';
import type { IterationCounts } from '../core/iteration-counts';
import type { Recipe } from '../recipes/recipe';
import type { Progress } from './progress';

export function emptyCounts(prompts: number): IterationCounts {
  return {
    prompts,
    responses: 0,
    judgements: 0,
    parseRate: null,
    scoreHistogram: [0, 0, 0, 0, 0, 0],
    quarantined: { prompts: 0, responses: 0 },
    pairs: 0,
    discarded: {},
  };
}

/** Adds a finished shard to what the status shows. @throws a non-retryable failure when too many rows were set aside. */
export function addShard(
  progress: Progress,
  recipe: Recipe,
  responses: ShardResponses,
  feedback: ShardFeedback | undefined,
): void {
  const counts = countsOf(progress);
  counts.responses += responses.artifact.rows;
  if (feedback) addJudgements(counts, feedback.summary);
  if (progress.status.progress) progress.status.progress.done += 1;
  noteSetAside(progress, 'prompts', responses.quarantine);
  if (feedback) noteSetAside(progress, 'responses', feedback.quarantine);
  progress.show();
  const limit = recipe.labelling.quarantineLimit;
  requireWithin(limit, counts.prompts, counts.quarantined.prompts, 'prompts');
  requireWithin(limit, counts.prompts * recipe.responses.perPrompt, counts.quarantined.responses, 'responses');
}

function addJudgements(counts: IterationCounts, summary: ShardFeedback['summary']): void {
  const parsed = (counts.parseRate ?? 0) * counts.judgements + summary.parsedAtFirst;
  counts.judgements += summary.judgements;
  counts.parseRate = counts.judgements === 0 ? null : parsed / counts.judgements;
  counts.scoreHistogram = counts.scoreHistogram.map((count, score) => count + (summary.histogram[score] ?? 0));
}

/** Set-aside rows are counted, and shown with the reason of the first. */
export function noteSetAside(progress: Progress, what: 'prompts' | 'responses', { rows, examples }: Quarantine): void {
  const [first] = examples;
  if (!first) return;
  countsOf(progress).quarantined[what] += rows;
  progress.status.notes.push(`${rows} ${what} set aside; ${first.row} ${first.cause}: ${first.reason}`);
}

/** One row is always allowed, unless the limit is 0. */
function requireWithin(limit: number, total: number, setAside: number, what: string): void {
  if (setAside <= Math.ceil(limit * total)) return;
  throw ApplicationFailure.nonRetryable(
    `${setAside} of ${total} ${what} were set aside because no server can take them; labelling.quarantineLimit allows ${limit * 100} %`,
    'QuarantineLimitExceeded',
  );
}

export function countsOf({ status }: Progress): IterationCounts {
  if (!status.counts) throw new Error('counts exist once the prompts are collected');
  return status.counts;
}
