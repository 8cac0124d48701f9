import { createRandom } from '../../src/core/seeds';
import { sha256 } from '../../src/core/sha256';
import { auditBreaches } from './evidence/audit-breaches';
import { journaledKeys } from './evidence/journaled-keys';
import { judgeRun, type Findings, type Reference } from './evidence/judge-run';
import { createObserver } from './evidence/observer';
import type { Disturbance, Fault } from './faults/fault';
import { startLane } from './lane/lane';
import type { LanePorts } from './lane/lane-ports';
import { COMPLETES_WITHIN_MS } from './reference';
import type { Stage } from './stages';
import { untilMoment } from './until-moment';

/** One fault in one stage; the seed determines its moment and its measure. */
export interface PlannedStrike {
  fault: Fault;
  stage: Stage;
}

/** A run of a method and the faults that strike it, one after the other. */
export interface Scenario {
  seed: number;
  method: string;
  strikes: readonly PlannedStrike[];
}

export type Outcome =
  | ({ kind: 'completed' } & Findings)
  /** The run needed more than its supervisors did. */
  | { kind: 'stuck'; reason: string; kept: string };

/** As `--only` takes it. */
export const nameOf = ({ method, strikes }: Scenario): string =>
  `${method}:${strikes.map(({ fault, stage }) => `${fault.kind}/${stage}`).join('+')}`;

/** How long after a spoilt reply its attempt may still begin calls. */
const AFTERMATH_MS = 250;

/** How long a busy server may take to see what was sent to it before the sender was killed. */
const IN_TRANSIT_MS = 250;

/** Like the engines' clock: milliseconds with a fraction, the same for all processes of a machine. */
const now = (): number => performance.timeOrigin + performance.now();

/** Strikes a run and holds what it made against an undisturbed one. Keeps the folder of a run that broke a promise. */
export async function runScenario(scenario: Scenario, ports: LanePorts, reference: Reference): Promise<Outcome> {
  const [first] = scenario.strikes;
  if (!first) throw new Error('a scenario needs a fault');
  const { layout, workers } = first.fault;
  const lane = await startLane({ method: scenario.method, layout, ports, workers });
  const observe = createObserver(lane);
  const strikes: Disturbance[][] = [];

  async function strikeAll(signal: AbortSignal): Promise<void> {
    for (const { fault, stage } of scenario.strikes) {
      const random = createRandom(Number.parseInt(sha256(`${scenario.seed}/${fault.kind}/${stage}`).slice(0, 8), 16));
      await untilMoment({ random, stage, reference, observe, signal });
      const disturbances: Disturbance[] = [];
      strikes.push(disturbances);
      const markFrom = (from: number, noticedAfterMs = 0): void => {
        disturbances.push({ from, journaled: journaledKeys(lane.folders.store), to: now() + noticedAfterMs });
      };
      await fault.strike({
        lane,
        random,
        mark: (noticedAfterMs) => markFrom(now(), noticedAfterMs),
        async kill(...processes) {
          const from = now();
          await Promise.all(processes.map(async (each) => each?.kill()));
          markFrom(from, IN_TRANSIT_MS);
        },
      });
    }
  }

  /** A spoilt reply may end the whole attempt, and with it what else was under way. */
  function withSpoiltReplies(): Disturbance[][] {
    const spoilt = observe().engine.flatMap((event) => (event.event === 'injected' ? [event.at] : []));
    return strikes.map((disturbances, index) => {
      const [from, until] = [disturbances[0]?.from ?? Infinity, strikes[index + 1]?.[0]?.from ?? Infinity];
      const own = spoilt.filter((at) => at >= from && at < until);
      return [...disturbances, ...own.map((at) => ({ from: at, to: at + AFTERMATH_MS, journaled: new Set<string>() }))];
    });
  }

  const deadline = AbortSignal.timeout(COMPLETES_WITHIN_MS);
  let outcome: Outcome;
  try {
    await Promise.all([lane.run(deadline), strikeAll(deadline)]);
    const store = lane.folders.store;
    const found = judgeRun({ reference, events: observe().engine, strikes: withSpoiltReplies(), store });
    outcome = { kind: 'completed', ...found, breaches: [...found.breaches, ...(await auditBreaches(lane))] };
    if (outcome.breaches.length > 0) outcome.breaches.push(`everything is kept in ${lane.folders.data}`);
    else lane.discardWhenStopped();
  } catch (error) {
    const reason = deadline.aborted ? `not within ${COMPLETES_WITHIN_MS / 1000} s` : String(error);
    outcome = { kind: 'stuck', reason, kept: lane.folders.data };
  } finally {
    await lane.stop();
  }
  return outcome;
}
