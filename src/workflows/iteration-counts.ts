import { ApplicationFailure } from '@temporalio/workflow';
import type { CriticSaid } from '../activities/collect-feedback';
import type { ShardFeedback } from '../activities/feedback';
import type { ShardResponses } from '../activities/responses';
import type { Quarantine } from '../activities/labelling/recorded-call';
import type { IterationCounts } from '../core/iteration-counts';
import { addHistograms } from '../core/statistics/score-histogram';
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

/** Below this share of judgements that name a score when first asked, a judge is not to be trusted (methods sheet, 0.3). */
const LOWEST_PARSE_RATE = 0.9;

/** Tells people of a judge that seldom says what it is asked for; pairs may then rest on scores that it was made to name. */
export function noteParseRate(progress: Progress, judge: string): void {
  const { parseRate } = countsOf(progress);
  if (parseRate === null || parseRate >= LOWEST_PARSE_RATE) return;
  const share = (100 * (1 - parseRate)).toFixed(1);
  progress.status.notes.push(`${judge} as a judge: ${share} % of its judgements named no score when first asked`);
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
  if (responses.duplicates !== undefined) counts.duplicates = (counts.duplicates ?? 0) + responses.duplicates;
  if (feedback) addJudgements(counts, feedback.summary);
  if (progress.status.progress) progress.status.progress.done += 1;
  noteSetAside(progress, 'prompts', responses.quarantine);
  if (feedback) noteSetAside(progress, 'responses', feedback.quarantine);
  progress.show();
  const limit = recipe.labelling.quarantineLimit;
  requireWithin(limit, counts.prompts, counts.quarantined.prompts, 'prompts');
  requireWithin(limit, counts.prompts * recipe.responses.perPrompt, counts.quarantined.responses, 'responses');
}

/** Adds what a critic said of a shard. */
export function addCritic(
  progress: Progress,
  name: string,
  { tally, quarantine }: CriticSaid & { quarantine?: Quarantine },
): void {
  if (!tally) return;
  const counts = countsOf(progress);
  const before = counts.critics?.[name] ?? { records: 0, nulls: 0, setAside: 0 };
  const setAside = quarantine?.rows ?? 0;
  counts.critics = {
    ...counts.critics,
    [name]: {
      records: before.records + tally.records,
      nulls: before.nulls + tally.nulls,
      setAside: before.setAside + setAside,
    },
  };
  const [first] = quarantine?.examples ?? [];
  if (first) progress.status.notes.push(`${name}: ${setAside} responses set aside; ${describeSetAside(first)}`);
}

function addJudgements(counts: IterationCounts, summary: ShardFeedback['summary']): void {
  const parsed = (counts.parseRate ?? 0) * counts.judgements + summary.parsedAtFirst;
  counts.judgements += summary.judgements;
  counts.parseRate = counts.judgements === 0 ? null : parsed / counts.judgements;
  counts.scoreHistogram = addHistograms(counts.scoreHistogram, summary.histogram);
}

/** Set-aside rows are counted, and shown with the reason of the first. */
export function noteSetAside(progress: Progress, what: 'prompts' | 'responses', { rows, examples }: Quarantine): void {
  const [first] = examples;
  if (!first) return;
  countsOf(progress).quarantined[what] += rows;
  progress.status.notes.push(`${rows} ${what} set aside; ${describeSetAside(first)}`);
}

function describeSetAside({ row, cause, reason }: Quarantine['examples'][number]): string {
  return `${row} ${cause}: ${reason}`;
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
