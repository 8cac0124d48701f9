import type { SafetyCounts } from './guard-rails/safety-counts';
import type { CriticTally } from './statistics/critic-tally';

/** What one critic said, and how many responses were set aside because no server can take the question. */
export interface CriticCounts extends CriticTally {
  setAside: number;
}

/** Counts of one iteration, as they grow. */
export interface IterationCounts {
  prompts: number;
  responses: number;
  /** Responses left out because they read as another one of their prompt; absent where the recipe keeps them. */
  duplicates?: number;
  judgements: number;
  /** Share of first-asked judgements that had a score. */
  parseRate: number | null;
  /** Judgements per score 0 to 5. */
  scoreHistogram: number[];
  /** Rows set aside because no server can take them. */
  quarantined: { prompts: number; responses: number };
  /** By the critic, and by the judge of a panel; left out while none but the pointwise judge was asked. */
  critics?: Record<string, CriticCounts>;
  pairs: number;
  discarded: Record<string, number>;
  /** Left out where the recipe has no guard rails. */
  safety?: SafetyCounts;
}
