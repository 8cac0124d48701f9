import type { Random } from '../../../src/core/seeds';
import type { Lane } from '../lane/lane';
import type { Layout } from '../lane/lane-recipe';
import type { ManagedProcess } from '../lane/managed-process';
import type { Stage } from '../stages';

/** A span in which calls under way may be lost: what ends in it, or goes on over its start, may be made again. */
export interface Disturbance {
  from: number;
  to: number;
  /** Calls whose reply was on disk when it began: they must never be made again. */
  journaled: ReadonlySet<string>;
}

export interface Strike {
  lane: Lane;
  random: Random;
  /**
   * Notes the moment: reads what is journaled now, and counts as lost what is under way now, or begins while whoever is
   * struck has not noticed yet.
   */
  mark: (noticedAfterMs?: number) => void;
  /** SIGKILL, noted as of when it is sent: on a busy machine a killed process takes its time to be gone. */
  kill: (...processes: (ManagedProcess | undefined)[]) => Promise<void>;
}

/** Something that breaks, and what a supervisor or operator does about it; the run must need nothing more. */
export interface Fault {
  kind: string;
  /** Where it can matter, as the order of the run has them. */
  stages: readonly Stage[];
  layout: Layout;
  workers: 1 | 2;
  strike(strike: Strike): Promise<void>;
}
