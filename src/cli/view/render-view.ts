import { visibleText } from '../../core/visible-text';
import { describeSafety } from '../../core/guard-rails/safety-counts';
import type { PendingActivity } from '../../temporal/pending-activities';
import type { RunView } from '../../temporal/run-view';
import type { IterationCounts } from '../../core/iteration-counts';
import type { RunStatus } from '../../workflows/status';
import { bar, percent } from './bar';
import { addHistograms } from '../../core/statistics/score-histogram';
import { modelLines } from './model-lines';
import { replicaLines } from './replica-lines';
import { stageLine } from './stage-line';
import { duration, stageFraction } from './stage-progress';
import { throughputText, type Throughput } from './throughput';

const BAR_WIDTH = 30;
const ACTIVITIES_SHOWN = 8;
const NOTES_SHOWN = 5;

export interface ViewOptions {
  link: string;
  /** The estimate for the stage under way; null while nothing is known, as is the throughput. */
  remainingMs: number | null;
  throughput?: Throughput | null;
}

/** What a person sees of a run, from top to bottom. */
export function renderView(view: RunView, { link, remainingMs, throughput = null }: ViewOptions): string[] {
  const { status } = view;
  const stages = status && view.state === 'RUNNING' ? stageLine(status) : null;
  return [
    headline(view),
    ...(view.unanswered === null ? [] : [`  ${view.unanswered}`]),
    ...(view.failure === null ? [] : view.failure.split('\n').map((line) => `  ${line}`)),
    ...(stages === null ? [] : [stages]),
    ...stageBar(view, remainingMs),
    ...(throughput === null ? [] : [throughputText(throughput)]),
    ...activityLines(view.activities),
    ...replicaLines(view.activities),
    ...(status?.counts ? ['', ...countLines(withForming(status.counts, view.activities))] : []),
    ...(status && status.models.length > 0 ? ['', ...modelLines(status.models)] : []),
    ...(status && status.notes.length > 0
      ? ['', ...status.notes.slice(-NOTES_SHOWN).map((note) => `note: ${note}`)]
      : []),
    '',
    ...(status?.headline === undefined ? [] : [status.headline]),
    ...(status?.report
      ? [`report: ${status.reportLink ?? `${status.report} in the store`} (srlm report ${view.run})`]
      : []),
    link,
  ].map(plainLine);
}

/** Keeps what others wrote (notes, failures) from steering the terminal or taking more lines than are counted. */
export function plainLine(line: string): string {
  return visibleText(line).replace(/\s*[\n\t]\s*/g, ' ');
}

/** The run in one line, for logs. */
export function headline({ run, state, status }: Pick<RunView, 'run' | 'state' | 'status'>): string {
  const end = state === 'RUNNING' ? requests(status) : [state.toLowerCase().replaceAll('_', ' ')];
  return [run, ...(status ? whereabouts(status) : []), ...end].join(' · ');
}

function whereabouts({ iteration, iterations, attempt, stage, subject }: RunStatus): string[] {
  const which = `iteration ${iteration} of ${iterations}${attempt > 1 ? ` (attempt ${attempt})` : ''}`;
  return [...(iteration === 0 ? [] : [which]), subject === '' ? stage : `${stage} ${subject}`];
}

/** What a person has asked of a run that is under way. */
function requests(status: RunStatus | null): string[] {
  return [
    ...(status?.paused ? [pausedWord(status)] : []),
    ...(status?.stopping ? ['stopping after this iteration'] : []),
  ];
}

function pausedWord({ pauseWaitsFor }: RunStatus): string {
  return pauseWaitsFor === null ? 'paused' : `paused as soon as ${pauseWaitsFor} ends`;
}

function stageBar(view: RunView, remainingMs: number | null): string[] {
  const fraction = view.state === 'RUNNING' ? stageFraction(view) : null;
  if (fraction === null) return [];
  const counted = view.status?.progress
    ? ` · ${view.status.progress.done} of ${view.status.progress.total} ${view.status.progress.unit}`
    : '';
  const left = remainingMs === null ? '' : ` · about ${duration(remainingMs)} left in this stage`;
  return [`${bar(fraction, BAR_WIDTH)} ${percent(fraction)}${counted}${left}`];
}

function activityLines(activities: readonly PendingActivity[]): string[] {
  const more = activities.length - ACTIVITIES_SHOWN;
  return [...activities.slice(0, ACTIVITIES_SHOWN).map(activityLine), ...(more > 0 ? [`  and ${more} more`] : [])];
}

function activityLine({ type, attempt, progress, calls, waitingFor, lastFailure }: PendingActivity): string {
  const parts = [
    ...(progress ? [`${progress.done} of ${progress.total} ${progress.unit}`] : []),
    ...(calls ? [`${calls.made} calls made`] : []),
    ...(calls && calls.recalled > 0 ? [`${calls.recalled} kept from earlier attempts`] : []),
    ...(calls ? Object.entries(calls.retried).map(([failure, count]) => `${count} made again (${failure})`) : []),
    ...(calls && calls.quarantined > 0 ? [`${calls.quarantined} set aside`] : []),
    ...(waitingFor === null ? [] : [`waits: ${waitingFor}`]),
    ...(attempt > 1
      ? [`attempt ${attempt}${lastFailure === null ? '' : ` after: ${lastFailure.split('\n')[0]}`}`]
      : []),
  ];
  return `  ${type}${parts.length === 0 ? '' : `: ${parts.join(' · ')}`}`;
}

/** Together with the scores of shards that are under way, so that the histogram is seen as it forms. */
function withForming(counts: IterationCounts, activities: readonly PendingActivity[]): IterationCounts {
  return {
    ...counts,
    scoreHistogram: activities.reduce((sum, { scores }) => addHistograms(sum, scores), counts.scoreHistogram),
  };
}

function countLines({
  prompts,
  responses,
  duplicates,
  judgements,
  parseRate,
  scoreHistogram,
  pairs,
  discarded,
  quarantined,
  safety,
}: IterationCounts): string[] {
  const dropped = Object.entries(discarded).map(([reason, count]) => `${reason} ${count}`);
  const highest = Math.max(1, ...scoreHistogram);
  return [
    `${prompts} prompts · ${responses} responses · ${judgements} judgements · parse rate ${percent(parseRate)} · ${pairs} pairs`,
    ...(dropped.length === 0 ? [] : [`discarded: ${dropped.join(', ')}`]),
    ...(duplicates ? [`left out: ${duplicates} responses that read as another one of their prompt`] : []),
    ...(quarantined.prompts + quarantined.responses === 0
      ? []
      : [`set aside: ${quarantined.prompts} prompts, ${quarantined.responses} responses`]),
    ...(safety ? [describeSafety(safety)] : []),
    ...scoreHistogram.map((count, score) => `score ${score} ${bar(count / highest, BAR_WIDTH)} ${count}`),
  ];
}
