import type { BenchmarkSummary } from '../core/benchmarks/benchmark-result';
import type { IterationCounts } from '../core/iteration-counts';
import type { ModelReference } from '../core/records';
import type { ModelEvaluation } from '../core/statistics/model-evaluation';
import type { Comparison } from '../activities/head-to-head';

/** What a workflow is doing, in the words of the documentation. */
export type Stage =
  | 'preparing'
  | 'prompts'
  | 'labelling'
  | 'pairs'
  | 'training'
  | 'serving'
  | 'evaluation'
  | 'report'
  | 'iteration'
  | 'awaiting approval'
  | 'finished'
  | 'stopped';

export interface ModelStatus {
  model: ModelReference;
  evaluation?: ModelEvaluation;
  comparisons: Comparison[];
  /** Absent where the recipe has none. */
  benchmarks?: BenchmarkSummary[];
  /** Why a person rejected it; no later iteration builds on it. */
  rejectedBecause?: string;
}

/** The answer of the `status` query of both workflows. */
export interface RunStatus {
  run: string;
  method: string;
  stage: Stage;
  /** What the stage works on, for example a model's name. */
  subject: string;
  paused: boolean;
  /** What goes on to its end before a pause holds; null where it holds between two calls. */
  pauseWaitsFor: string | null;
  stopping: boolean;
  /** The iteration under way and how many there will be; 0 before the first. */
  iteration: number;
  iterations: number;
  attempt: number;
  progress: { done: number; total: number; unit: string } | null;
  counts: IterationCounts | null;
  models: ModelStatus[];
  notes: string[];
  /** The workflow that does the current iteration, while there is one. */
  child: string | null;
  report: string | null;
  /** What the report says in a sentence or two, and its address; left out before the first one. */
  headline?: string;
  reportLink?: string;
}
