import type { RunStatus } from '../workflows/status';

/** What a run is doing, told by the iteration under way where there is one: the run itself only knows that it waits. */
export function mergeStatus(run: RunStatus, iteration: RunStatus | null): RunStatus {
  if (!iteration) return run;
  const { stage, subject, progress, counts, attempt, pauseWaitsFor } = iteration;
  return {
    ...run,
    stage,
    subject,
    progress,
    attempt,
    pauseWaitsFor,
    counts: counts ?? run.counts,
    paused: run.paused || iteration.paused,
    models: [...run.models, ...iteration.models],
    notes: [...run.notes, ...iteration.notes],
    ...reportOf(iteration.report === null ? run : iteration),
  };
}

/** The newest report; a headline belongs to its report. */
function reportOf({ report, reportLink, headline }: RunStatus): Pick<RunStatus, 'report' | 'reportLink' | 'headline'> {
  return {
    report,
    ...(reportLink === undefined ? {} : { reportLink }),
    ...(headline === undefined ? {} : { headline }),
  };
}
