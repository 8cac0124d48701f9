import { setTimeout as sleep } from 'node:timers/promises';
import { createRandom, type Random } from '../../src/core/seeds';
import { sha256 } from '../../src/core/sha256';
import { journaledKeys } from './evidence/journaled-keys';
import { countMade, judgeRun, type Findings, type Reference } from './evidence/judge-run';
import { tailEngineEvents, tailTrainerEvents } from './evidence/read-events';
import { runFiles } from './evidence/run-files';
import type { Disturbance, Fault } from './faults/fault';
import { startLane, type Lane } from './lane/lane';
import type { LanePorts } from './lane/lane-ports';
import type { Layout } from './lane/lane-recipe';
import { eventsOf, STAGES, type Observed, type Stage } from './stages';

export interface Scenario {
  seed: number;
  fault: Fault;
  stage: Stage;
}

export const nameOf = ({ seed, fault, stage }: Scenario): string => `${fault.kind}/${stage} seed ${seed}`;

const COMPLETES_WITHIN_MS = 150_000;
const POLL_MS = 5;
const LONGEST_DELAY_MS = 40;

/** A run that nothing disturbs, on the same ports. */
export async function makeReference(layout: Layout, ports: LanePorts): Promise<Reference> {
  const lane = await startLane({ layout, ports, workers: 1 });
  try {
    const deadline = AbortSignal.timeout(COMPLETES_WITHIN_MS);
    await lane.run(deadline);
    const observed = observer(lane)();
    return {
      files: runFiles(lane.folders.store),
      made: countMade(observed.engine),
      eventCounts: Object.fromEntries(STAGES.map((stage) => [stage, eventsOf(stage, observed).length])),
    };
  } finally {
    await lane.stop();
    lane.discard();
  }
}

/** A run that is struck once, at a moment that the seed determines, and what became of it. */
export async function runScenario(scenario: Scenario, ports: LanePorts, reference: Reference): Promise<Findings> {
  const { fault, seed, stage } = scenario;
  const random = createRandom(Number.parseInt(sha256(`${seed}/${fault.kind}/${stage}`).slice(0, 8), 16));
  const lane = await startLane({ layout: fault.layout, ports, workers: fault.workers });
  const observe = observer(lane);
  const disturbances: Disturbance[] = [];
  let findings: Findings | undefined;
  try {
    const deadline = AbortSignal.timeout(COMPLETES_WITHIN_MS);
    await Promise.all([lane.run(deadline), strikeAtMoment(deadline)]);
    findings = judgeRun({ reference, events: observe().engine, disturbances: withInjected(), store: lane.folders.store });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    findings = { repeated: 0, allowed: 0, secondsToNewCall: null, lost: 0, breaches: [`the run did not complete: ${reason}`] };
  } finally {
    await lane.stop();
  }
  if (findings.breaches.length === 0) lane.discard();
  else findings.breaches.push(`everything is kept in ${lane.folders.data}`);
  return findings;

  async function strikeAtMoment(deadline: AbortSignal): Promise<void> {
    await untilMoment({ random, stage, reference, observe, deadline });
    await fault.strike({
      lane,
      random,
      mark() {
        const from = now();
        disturbances.push({ from, journaled: journaledKeys(lane.folders.store), to: now() });
      },
    });
  }

  /** A spoilt reply may end the whole attempt, and with it what else was under way. */
  function withInjected(): Disturbance[] {
    const injected = observe().engine.flatMap((event) => (event.event === 'injected' ? [event.at] : []));
    return [...disturbances, ...injected.map((at) => ({ from: at, to: at + AFTERMATH_MS, journaled: new Set<string>() }))];
  }
}

/** How long after a spoilt reply its attempt may still begin calls. */
const AFTERMATH_MS = 250;

/** Like the engines' clock: milliseconds with a fraction, the same for all processes of a machine. */
const now = (): number => performance.timeOrigin + performance.now();

function observer(lane: Lane): () => Observed {
  const engine = tailEngineEvents(lane.folders.engineLog);
  const trainer = tailTrainerEvents(lane.folders.trainerLog);
  return () => ({ engine: engine.all(), trainer: trainer.all(), store: lane.folders.store });
}

async function untilMoment({ random, stage, reference, observe, deadline }: {
  random: Random;
  stage: Stage;
  reference: Reference;
  observe: () => Observed;
  deadline: AbortSignal;
}): Promise<void> {
  const total = reference.eventCounts[stage] ?? 1;
  const wanted = 1 + random.integer(total);
  while (eventsOf(stage, observe()).length < wanted) await sleep(POLL_MS, undefined, { signal: deadline });
  await sleep(random.integer(LONGEST_DELAY_MS));
}
