import { groupBy } from '../../../src/core/group-by';
import { journaledKeys } from './journaled-keys';
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

/** What one fault cost. */
export interface Cost {
  repeated: number;
  /** Samples under way at the fault, and those of one group commit. */
  allowed: number;
  secondsToNewCall: number | null;
}

export interface Findings {
  /** One for each strike, in their order. */
  costs: Cost[];
  lost: number;
  breaches: string[];
}

/** How long ago a reply may have left the server and not be on disk: 50 ms of waiting for others, and a flush on a busy machine. */
const COMMIT_MS = 500;

/** A call that the fault itself spoilt has to be made again. */
function madeByIdentity(events: readonly EngineEvent[]): Map<string, SampleMade[]> {
  return groupBy(
    samplesOf(events).filter(({ end }) => end?.kind !== 'injected'),
    ({ identity }) => identity,
  );
}

export function countMade(events: readonly EngineEvent[]): Map<string, number> {
  return new Map([...madeByIdentity(events)].map(([identity, made]) => [identity, made.length]));
}

/** Holds a disturbed run against the promises; no breach means that they were kept. `strikes` are in order of time. */
export function judgeRun(options: {
  reference: Reference;
  events: readonly EngineEvent[];
  strikes: readonly (readonly Disturbance[])[];
  store: string;
}): Findings {
  const { reference, events, strikes, store } = options;
  const samples = samplesOf(events);
  const disturbances = strikes.flat();
  const digests = modelDigestsOf(store);
  const byIdentity = madeByIdentity(events);
  const repeats: SampleMade[] = [];
  const breaches: string[] = [];
  for (const [identity, made] of byIdentity) {
    const expected = reference.made.get(identity) ?? 0;
    const what = `the sample ${identity.slice(0, 12)}`;
    if (expected === 0) breaches.push(`${what} was asked for, which no undisturbed run does`);
    const extra = made.slice(Math.max(1, expected));
    if (extra.length === 0) continue;
    repeats.push(...extra);
    const explained = made.filter((sample) => disturbances.some((each) => wasUnderWay(sample, each))).length;
    if (extra.length > explained)
      breaches.push(`${what} was made ${made.length} times (${timesOf(made, disturbances)})`);
    // The same sample may be asked of several models that a static server cannot tell apart.
    if (expected === 1 && extra.some((sample) => disturbances.some((each) => wasJournaled(sample, each, digests))))
      breaches.push(`${what} was made again although its reply was journaled (${timesOf(made, disturbances)})`);
  }
  const lost = [...reference.made].filter(
    ([identity, count]) => (byIdentity.get(identity)?.length ?? 0) < count,
  ).length;
  if (lost > 0) breaches.push(`${lost} samples of an undisturbed run were never made`);
  const unknown = keysWithoutCall(journaledKeys(store), samples, digests);
  if (unknown > 0) breaches.push(`${unknown} recorded replies are of calls that no engine was asked`);
  breaches.push(...differences(reference.files, runFiles(store)));
  const costs = strikes.map((strike, index) =>
    costOf(strike, strikes[index + 1]?.[0]?.from ?? Infinity, samples, repeats),
  );
  for (const { repeated, allowed } of costs)
    if (repeated > allowed) breaches.push(`${repeated} samples were repeated, and at most ${allowed} may be`);
  return { costs, lost, breaches };
}

/** Also tells when this suite names calls otherwise than the run does, and would find none of them made again. */
function keysWithoutCall(
  recorded: ReadonlySet<string>,
  samples: readonly SampleMade[],
  digests: readonly string[],
): number {
  const made = new Set(samples.flatMap((sample) => sample.keysAmong(digests)));
  return [...recorded].filter((key) => !made.has(key)).length;
}

function costOf(
  strike: readonly Disturbance[],
  until: number,
  samples: readonly SampleMade[],
  repeats: readonly SampleMade[],
): Cost {
  const [first] = strike;
  if (!first) return { repeated: 0, allowed: 0, secondsToNewCall: null };
  const known = new Set(samples.filter(({ begunAt }) => begunAt <= first.to).map(({ identity }) => identity));
  const next = samples.find(({ begunAt, identity }) => begunAt > first.to && !known.has(identity));
  return {
    repeated: repeats.filter(({ begunAt }) => begunAt >= first.from && begunAt < until).length,
    allowed: samples.filter((sample) => strike.some((each) => wasUnderWay(sample, each))).length,
    secondsToNewCall: next ? (next.begunAt - first.to) / 1000 : null,
  };
}

function wasUnderWay({ begunAt, end }: SampleMade, { from, to }: Disturbance): boolean {
  return begunAt <= to && (end === undefined || end.at >= from - COMMIT_MS);
}

function wasJournaled(sample: SampleMade, { to, journaled }: Disturbance, digests: readonly string[]): boolean {
  return sample.begunAt > to && sample.keysAmong(digests).some((key) => journaled.has(key));
}

/** When it was begun and how it ended, in milliseconds from the first fault. */
function timesOf(made: readonly SampleMade[], disturbances: readonly Disturbance[]): string {
  const zero = disturbances[0]?.from ?? 0;
  const ms = (at: number) => `${Math.round(at - zero)}`;
  const faults = disturbances.map(({ from, to }) => `${ms(from)} to ${ms(to)}`).join(', ');
  const times = made
    .map(({ begunAt, end }) => `${ms(begunAt)} ${end ? `${end.kind} ${ms(end.at)}` : 'open'}`)
    .join('; ');
  return `${times}; faults ${faults}`;
}
