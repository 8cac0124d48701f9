import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '../../src/core/seeds';
import { eventsOf, type Observed } from './evidence/events-of';
import type { Reference } from './evidence/judge-run';
import type { Stage } from './stages';

const POLL_MS = 5;
const LONGEST_DELAY_MS = 40;

/** Waits until a drawn number of things has happened in the stage, and then some drawn milliseconds. */
export async function untilMoment(options: {
  random: Random;
  stage: Stage;
  reference: Reference;
  observe: () => Observed;
  signal: AbortSignal;
}): Promise<void> {
  const { random, stage, reference, observe, signal } = options;
  const all = reference.eventCounts[stage] ?? 0;
  if (all === 0) throw new Error(`an undisturbed run of the method has no stage ${stage}`);
  const wanted = 1 + random.integer(all);
  while (eventsOf(stage, observe()).length < wanted) await sleep(POLL_MS, undefined, { signal });
  await sleep(random.integer(LONGEST_DELAY_MS));
}
