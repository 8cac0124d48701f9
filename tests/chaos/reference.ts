import { eventsOf } from './evidence/events-of';
import { countMade, type Reference } from './evidence/judge-run';
import { createObserver } from './evidence/observer';
import { runFiles } from './evidence/run-files';
import { startLane } from './lane/lane';
import type { LanePorts } from './lane/lane-ports';
import type { Course } from './lane/lane-recipe';
import { STAGES } from './stages';

/** Long enough for every outage of a scenario on a busy machine; a run that takes longer is stuck. */
export const COMPLETES_WITHIN_MS = 300_000;

/** A run that nothing disturbs, on the same ports. */
export async function makeReference(course: Course, ports: LanePorts): Promise<Reference> {
  const lane = await startLane({ ...course, ports, workers: 1 });
  try {
    await lane.run(AbortSignal.timeout(COMPLETES_WITHIN_MS));
    const observed = createObserver(lane)();
    lane.discardWhenStopped();
    return {
      files: runFiles(lane.folders.store),
      made: countMade(observed.engine),
      eventCounts: Object.fromEntries(STAGES.map((stage) => [stage, eventsOf(stage, observed).length])),
    };
  } finally {
    await lane.stop();
  }
}
