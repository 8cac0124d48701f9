import { rendezvousScore } from './rendezvous-score';

/** What the choice needs to know of a replica. */
export interface Candidate {
  readonly url: string;
  readonly inFlight: number;
  /** Grows with every pick; the replica picked longest ago has the smallest. */
  readonly lastPick: number;
}

/**
 * The replica for the next call among those that take calls, or undefined when all of them are full.
 * A key goes to the replica that it belongs to while that has room, so that its prefix is warm there. Otherwise the one
 * with the fewest calls in flight, among equals the one that the key ranks higher or that was picked longest ago.
 */
export function pickReplica<T extends Candidate>(
  live: readonly T[],
  maxInFlight: number,
  affinityKey?: string,
): T | undefined {
  const hasRoom = ({ inFlight }: Candidate) => inFlight < maxInFlight;
  if (affinityKey === undefined) {
    return live.filter(hasRoom).toSorted((a, b) => a.inFlight - b.inFlight || a.lastPick - b.lastPick)[0];
  }
  const ranked = live
    .map((replica) => ({ replica, score: rendezvousScore(affinityKey, replica.url) }))
    .toSorted((a, b) => b.score - a.score)
    .map(({ replica }) => replica);
  const [owner] = ranked;
  if (owner !== undefined && hasRoom(owner)) return owner;
  // Sorting is stable, so the order of the key decides among equals.
  return ranked.filter(hasRoom).toSorted((a, b) => a.inFlight - b.inFlight)[0];
}
