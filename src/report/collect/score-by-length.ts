import { groupBy } from '../../core/group-by';
import { summarise } from '../../core/judging/score-summary';
import type { JudgementRecord, ResponseRecord } from '../../core/records';
import { spearman } from '../../core/statistics/correlation';
import type { IterationReport } from '../data/iteration-data';
import { histogram } from './histogram';

const BINS = 8;

/** How the mean score of responses goes with their length in tokens, shard by shard. */
export function createScoreByLength() {
  const [lengths, scores]: [number[], number[]] = [[], []];
  return {
    add(responses: readonly ResponseRecord[], judgements: readonly JudgementRecord[]): void {
      const judgementsOf = groupBy(judgements, ({ responseId }) => responseId);
      for (const { id, tokens } of responses) {
        const { mean } = summarise(judgementsOf.get(id) ?? []);
        // What was given in a file has no count of tokens.
        if (mean === null || tokens === undefined) continue;
        lengths.push(tokens);
        scores.push(mean);
      }
    },
    /** Null before the first score. Ranges without a response are left out. */
    value(): IterationReport['scoreByLength'] {
      if (lengths.length === 0) return null;
      const counts = [...groupBy(lengths, (length) => length)].map(([length, same]) => [length, same.length] as const);
      const bins = histogram(new Map(counts), BINS).flatMap(({ from, to }) => {
        const own = scores.filter((_, index) => (lengths[index] ?? 0) >= from && (lengths[index] ?? 0) < to);
        if (own.length === 0) return [];
        return [{ from, to, count: own.length, meanScore: own.reduce((sum, score) => sum + score, 0) / own.length }];
      });
      return { spearman: spearman(lengths, scores), bins };
    },
  };
}
