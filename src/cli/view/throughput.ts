import type { RunView } from '../../temporal/run-view';

/** How fast the calls of the present stage are made and answered. */
export interface Throughput {
  callsPerSecond: number;
  tokensPerSecond: number;
}

/** Long enough for heartbeats, which come every few seconds, to make a steady number. */
const WINDOW_MS = 30_000;

type Made = { calls: number; tokens: number };

/** Measures from look to look. Null until calls were made between two looks. */
export function createThroughput(): (view: Pick<RunView, 'activities'>, atMs: number) => Throughput | null {
  const known = new Map<string, Made>();
  const sum: Made = { calls: 0, tokens: 0 };
  let looks: (Made & { atMs: number })[] = [];
  return ({ activities }, atMs) => {
    for (const { id, attempt, calls } of activities) {
      if (!calls) continue;
      const key = `${id}/${attempt}`;
      const before = known.get(key);
      known.set(key, { calls: calls.made, tokens: calls.tokens });
      // What one made before it was first seen says nothing of the time since.
      sum.calls += Math.max(0, calls.made - (before?.calls ?? calls.made));
      sum.tokens += Math.max(0, calls.tokens - (before?.tokens ?? calls.tokens));
    }
    looks = [...looks.filter((look) => atMs - look.atMs <= WINDOW_MS), { ...sum, atMs }];
    const [first] = looks;
    if (!first || atMs === first.atMs || sum.calls === first.calls) return null;
    const seconds = (atMs - first.atMs) / 1000;
    return {
      callsPerSecond: (sum.calls - first.calls) / seconds,
      tokensPerSecond: (sum.tokens - first.tokens) / seconds,
    };
  };
}

/** In a few words. */
export function throughputText({ callsPerSecond, tokensPerSecond }: Throughput): string {
  const perSecond = (value: number) => (value < 10 ? value.toFixed(1) : Math.round(value).toLocaleString('en-GB'));
  const tokens = tokensPerSecond > 0 ? ` · ${perSecond(tokensPerSecond)} tokens a second` : '';
  return `${perSecond(callsPerSecond)} calls a second${tokens}`;
}
