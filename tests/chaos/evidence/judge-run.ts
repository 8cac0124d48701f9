import { modelDigestsOf } from './model-digests';
import type { EngineEvent } from './read-events';
import { differences, runFiles } from './run-files';
import { samplesOf, type SampleMade } from './samples';
import type { Disturbance } from '../faults/fault';

/** What an undisturbed run made: its files, and how often each sample. */
export interface Reference {
  files: ReadonlyMap<string, string>;
  made: ReadonlyMap<string, number>;
  /** How many events each stage has. */
  eventCounts: Readonly<Record<string, number>>;
}

export interface Findings {
  repeated: number;
  /** Calls under way at the fault, and those of one group commit. */
  allowed: number;
  secondsToNewCall: number | null;
  lost: number;
  breaches: string[];
}

/** The promise of one group commit (design: at most 250 ms of records). */
const COMMIT_MS = 250;

export function countMade(events: readonly EngineEvent[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { identity, end } of samplesOf(events)) {
    // A call that the fault itself spoilt has to be made again.
    if (end?.kind !== 'injected') counts.set(identity, (counts.get(identity) ?? 0) + 1);
  }
  return counts;
}

/** Holds a disturbed run against the promises; no breach means that they were kept. */
export function judgeRun(options: {
  reference: Reference;
  events: readonly EngineEvent[];
  disturbances: readonly Disturbance[];
  store: string;
}): Findings {
  const { reference, events, disturbances, store } = options;
  const samples = samplesOf(events);
  const byIdentity = Map.groupBy(samples.filter((sample) => sample.end?.kind !== 'injected'), (sample) => sample.identity);
  const digests = modelDigestsOf(store);
  const breaches: string[] = [];
  let repeated = 0;
  for (const [identity, made] of byIdentity) {
    const expected = reference.made.get(identity) ?? 0;
    if (expected === 0) breaches.push(`${identity} was asked for, which no undisturbed run does`);
    const extra = made.length - expected;
    if (extra <= 0) continue;
    repeated += extra;
    const explained = made.filter((sample) => disturbances.some((each) => wasUnderWay(sample, each))).length;
    if (extra > explained) breaches.push(`${identity} was made ${made.length} times, and was not under way at a fault`);
    const last = made.at(-1);
    if (expected === 1 && last && disturbances.some((each) => wasJournaled(last, each, digests)))
      breaches.push(`${identity} was made again although its reply was journaled`);
  }
  const lost = [...reference.made].filter(([identity, count]) => (byIdentity.get(identity)?.length ?? 0) < count).length;
  if (lost > 0) breaches.push(`${lost} calls of an undisturbed run were never made`);
  breaches.push(...differences(reference.files, runFiles(store)));
  const allowed = samples.filter((sample) => disturbances.some((each) => wasUnderWay(sample, each))).length;
  if (repeated > allowed) breaches.push(`${repeated} calls were repeated, and at most ${allowed} may be`);
  return { repeated, allowed, secondsToNewCall: secondsToNewCall(samples, disturbances), lost, breaches };
}

function wasUnderWay({ begunAt, end }: SampleMade, { from, to }: Disturbance): boolean {
  return begunAt <= to && (end === undefined || end.at >= from - COMMIT_MS);
}

function wasJournaled(sample: SampleMade, { to, journaled }: Disturbance, digests: readonly string[]): boolean {
  return sample.begunAt > to && digests.some((digest) => journaled.has(sample.keyFor(digest)));
}

function secondsToNewCall(samples: readonly SampleMade[], disturbances: readonly Disturbance[]): number | null {
  const [first] = disturbances;
  if (!first) return null;
  const known = new Set(samples.filter(({ begunAt }) => begunAt <= first.to).map(({ identity }) => identity));
  const next = samples.find(({ begunAt, identity }) => begunAt > first.to && !known.has(identity));
  return next ? (next.begunAt - first.to) / 1000 : null;
}
