import type { SafetyCounts } from './guard-rails/safety-counts';

/** Counts of one iteration, as they grow. */
export interface IterationCounts {
  prompts: number;
  responses: number;
  judgements: number;
  /** Share of first-asked judgements that had a score. */
  parseRate: number | null;
  /** Judgements per score 0 to 5. */
  scoreHistogram: number[];
  /** Rows set aside because no server can take them. */
  quarantined: { prompts: number; responses: number };
  pairs: number;
  discarded: Record<string, number>;
  /** Left out where the recipe has no guard rails. */
  safety?: SafetyCounts;
}
