import type { FeedbackRecord } from '../feedback-records';
import type { SafetyCounts } from '../guard-rails/safety-counts';
import type { GivenPair, JudgementRecord, PairRecord, PromptRecord } from '../records';
import type { PooledResponse } from './candidate-rules';
import type { Scoring } from './scoring';
import type { PromptRow } from '../training/method-rows';
import type { SftRow } from '../training/rows';

/** Everything that is recorded about one prompt. */
export interface PromptRecords {
  prompt: PromptRecord;
  responses: readonly PooledResponse[];
  judgements: readonly JudgementRecord[];
  feedback: readonly FeedbackRecord[];
  /** The answer of the data set, where the prompt comes from one. */
  answer?: string | undefined;
  /** The pairs that a data set of preferences has of it. */
  given?: readonly GivenPair[] | undefined;
}

/** What a rule may depend on beside the records. */
export interface SelectionScope {
  /** The seed of the recipe. */
  seed: number;
  iteration: number;
  attempt: number;
  /** Fewest valid judgements of a response that may be selected. */
  minimumValid: number;
  /** Digests of the models whose log-probabilities critics give; `previous` is null in the first iteration. */
  models?: { current: string; previous: string | null; base: string; anchor: string } | undefined;
  /** Where several critics score, or one vetoes. */
  scoring?: Scoring | undefined;
}

/** What an iteration learns from: preference pairs, answers to imitate, or prompts that training answers itself. */
export interface Selected {
  pairs: PairRecord[];
  imitated: SftRow[];
  asked?: PromptRow[];
  /** Prompts that gave nothing, by reason. */
  discarded: Record<string, number>;
  /** What the rule measured on the way, for the report. */
  figures: Record<string, number>;
  /** What the guard rails did, and the prompts that they held back; left out where there are none. */
  safety?: SafetyCounts;
  heldBack?: string[];
}

/**
 * A rule at work on one iteration. Prompts come one by one in their order, so that no rule needs all records in memory;
 * what depends on the whole iteration is settled in `finish`. The same records must give the same bytes.
 */
export interface Selector {
  add(records: PromptRecords): void;
  finish(): Selected;
}
