/**
 * The exact two-sided sign test (of paired right and wrong answers: McNemar's): how likely a split at least as uneven is when
 * either side is as likely as the other. Ties say nothing and are left out; 1 when nothing else is left.
 */
export function signTest(wins: number, losses: number): number {
  const decided = wins + losses;
  const fewer = Math.min(wins, losses);
  // In logarithms: 2^-decided has no floating-point number from 1075 on.
  let logTerm = -decided * Math.LN2;
  let tail = 0;
  for (let count = 0; count <= fewer; count += 1) {
    tail += Math.exp(logTerm);
    logTerm += Math.log(decided - count) - Math.log(count + 1);
  }
  return Math.min(1, 2 * tail);
}
