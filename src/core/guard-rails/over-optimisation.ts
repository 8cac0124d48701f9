import type { GateRule } from '../gate/gate-decision';
import type { HeadToHead } from '../statistics/head-to-head';
import { signTest } from '../statistics/sign-test';

/** How sure it must be that the answers are worse: chance alone would say so less often. */
const SIGNIFICANCE = 0.05;

/**
 * By how much the win rate against the model before is below one half, where training earned more reward and the judge
 * surely prefers the older answers; else 0. Null when nothing was compared.
 */
export function winRateLossAtHigherReward(
  rewardRise: number,
  { wins, losses, winRate }: Pick<HeadToHead, 'wins' | 'losses' | 'winRate'>,
): number | null {
  if (winRate === null) return null;
  const isWorse = winRate < 0.5 && signTest(wins, losses) < SIGNIFICANCE;
  return rewardRise > 0 && isWorse ? 0.5 - winRate : 0;
}

/** Over-optimisation: what is rewarded is no longer what is wanted (methods sheet, 10). */
export function overOptimisationRule(then: GateRule['then']): GateRule {
  return { metric: 'winRateLossAtHigherReward', atMost: 0, then };
}
