import type { PendingActivity } from '../../temporal/pending-activities';
import type { RunView } from '../../temporal/run-view';
import type { Terminal } from '../terminal';
import { percent } from './bar';
import { createLineView, createLiveView, type View } from './live-view';
import { headline, plainLine, renderView } from './render-view';
import { createThroughput, throughputText, type Throughput } from './throughput';
import { duration, remainingMs, stageFraction, type ProgressPoint } from './stage-progress';

/** A picture that moves, a log of changes, or JSON Lines. */
export type ViewFormat = 'live' | 'lines' | 'json';

export interface SeenRun {
  view: RunView;
  link: string;
  atMs: number;
}

const LINE_EVERY_MS = 30_000;

export function createRunView(format: ViewFormat, terminal: Terminal): View<SeenRun> {
  const [pace, throughput] = [createPace(), createThroughput()];
  switch (format) {
    case 'live': {
      const live = createLiveView(terminal);
      return {
        show: ({ view, link, atMs }) =>
          live.show(renderView(view, { link, remainingMs: pace(view, atMs), throughput: throughput(view, atMs) })),
      };
    }
    case 'lines': {
      const lines = createLineView(terminal, LINE_EVERY_MS);
      return {
        show: ({ view, atMs }) =>
          lines.show({
            headline: lineOf(view),
            detail: detailOf(view, pace(view, atMs), throughput(view, atMs)),
            atMs,
          }),
      };
    }
    case 'json': {
      let last = '';
      return {
        show({ view, link }) {
          const line = JSON.stringify({ ...view, link });
          if (line !== last) terminal.data(line);
          last = line;
        },
      };
    }
  }
}

function lineOf(view: RunView): string {
  const reasons = [view.unanswered, view.failure].flatMap((part) => (part === null ? [] : [part]));
  return plainLine([headline(view), ...reasons].join(' · '));
}

/** How far the stage is, and what it waits for: a log must show why nothing moves. */
function detailOf(view: RunView, remaining: number | null, throughput: Throughput | null): string {
  if (view.state !== 'RUNNING') return '';
  const fraction = stageFraction(view);
  const left = remaining === null ? '' : `, about ${duration(remaining)} left`;
  const parts = [
    ...(fraction === null ? [] : [`${percent(fraction)} of the stage${left}`]),
    ...(throughput === null ? [] : [throughputText(throughput)]),
    ...view.activities.flatMap(waitOf).slice(0, 1),
  ];
  return plainLine(parts.join(' · '));
}

function waitOf({ type, attempt, waitingFor, lastFailure }: PendingActivity): string[] {
  if (waitingFor !== null) return [`${type} waits: ${waitingFor}`];
  if (lastFailure !== null) return [`${type} attempt ${attempt} after: ${lastFailure.split('\n')[0]}`];
  return [];
}

/** Measures how fast the stage under way goes, from the first look at it. */
function createPace(): (view: RunView, atMs: number) => number | null {
  let from: ProgressPoint | undefined;
  return (view, atMs) => {
    const fraction = stageFraction(view);
    if (fraction === null || !view.status) return null;
    const { stage, subject, iteration, attempt } = view.status;
    const now = { stage: [iteration, attempt, stage, subject].join('/'), atMs, fraction };
    if (from?.stage !== now.stage || now.fraction < from.fraction) from = now;
    return remainingMs(from, now);
  };
}
