import { z } from 'zod';
import type { Verdict } from '../judging/combine-verdicts';

/** Two models compared on many prompts, from the side of the first one. */
export const headToHeadSchema = z.strictObject({
  wins: z.int(),
  ties: z.int(),
  losses: z.int(),
  /** Comparisons without a verdict: they count for neither model and are not in the win rate. */
  nulls: z.int(),
  /** (wins + ties / 2) / (wins + ties + losses), or null when nothing was compared. */
  winRate: z.number().nullable(),
});
export type HeadToHead = z.infer<typeof headToHeadSchema>;

export function headToHead(winners: readonly Verdict[]): HeadToHead {
  const count = (verdict: Verdict) => winners.filter((winner) => winner === verdict).length;
  const [wins, ties, losses] = [count('first'), count('tie'), count('second')];
  const compared = wins + ties + losses;
  return { wins, ties, losses, nulls: count('null'), winRate: compared === 0 ? null : (wins + ties / 2) / compared };
}
