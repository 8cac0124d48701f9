import { sigmoid } from './bernoulli';
import { solvePositiveDefinite } from './solve-positive-definite';

/** `wins[m][n]` is how often, or with what weight, m won against n. */
export type WinMatrix = readonly (readonly number[])[];

/** Elo points per unit of strength: ten times the odds are 400 points. */
export const ELO_POINTS_PER_STRENGTH = 400 / Math.LN10;

/** A strength on the Elo scale, where 0 is `anchor`. */
export function eloOf(strength: number, anchor = 1000): number {
  return anchor + ELO_POINTS_PER_STRENGTH * strength;
}

/** Far below the differences that anyone reads, far above the rounding errors of the sums. */
const CONVERGED = 1e-12;
const MOST_STEPS = 200;

/**
 * Strengths that make the wins most likely, with sum 0 (Bradley-Terry, the limit of Elo for any order of the matches):
 * argmax SUM wins[m][n] * log sigma(e_m - e_n) - prior * |e|^2. The prior keeps them finite where someone never loses.
 * Newton's method with step halving; the function is concave, so that there is one maximum.
 * @throws RangeError when there is no prior and no finite maximum.
 */
export function bradleyTerry(wins: WinMatrix, { prior }: { prior: number }): number[] {
  if (!(prior >= 0)) throw new RangeError(`prior must be 0 or more, got ${prior}`);
  if (wins.some((row) => row.length !== wins.length)) throw new RangeError('wins must be a square matrix');
  if (prior === 0 && !hasFiniteStrengths(wins)) {
    throw new RangeError(
      'someone wins all, or loses all, against the others: the strengths are finite only with a prior',
    );
  }
  let strengths = wins.map(() => 0);
  let value = logLikelihood(wins, strengths, prior);
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const direction = newtonStep(wins, strengths, prior);
    let scale = 1;
    let next = moved(strengths, direction, scale);
    // Far from the maximum a full step may overshoot; near it only rounding makes the value smaller.
    while (logLikelihood(wins, next, prior) < value && scale > CONVERGED) {
      scale /= 2;
      next = moved(strengths, direction, scale);
    }
    strengths = next;
    value = logLikelihood(wins, strengths, prior);
    if (Math.max(0, ...direction.map(Math.abs)) < CONVERGED) break;
  }
  const mean = strengths.reduce((sum, strength) => sum + strength, 0) / Math.max(1, strengths.length);
  return strengths.map((strength) => strength - mean);
}

/** Whether everyone won against everyone directly or through others; else wins alone push someone to infinity. */
export function hasFiniteStrengths(wins: WinMatrix): boolean {
  const beats = (winner: number, loser: number) => (wins[winner]?.[loser] ?? 0) > 0;
  return reachesAll(wins.length, beats) && reachesAll(wins.length, (a, b) => beats(b, a));
}

function reachesAll(count: number, edge: (from: number, to: number) => boolean): boolean {
  const reached = new Set([0]);
  // A set that grows while it is walked gives the new members too.
  for (const from of reached) {
    for (let to = 0; to < count; to += 1) if (edge(from, to)) reached.add(to);
  }
  return reached.size >= count;
}

function logLikelihood(wins: WinMatrix, strengths: readonly number[], prior: number): number {
  let sum = 0;
  for (const [m, row] of wins.entries()) {
    const own = strengths[m] ?? 0;
    sum -= prior * own * own;
    for (const [n, weight] of row.entries()) if (m !== n) sum -= weight * softplus((strengths[n] ?? 0) - own);
  }
  return sum;
}

/** The solution d of (curvature) d = gradient. */
function newtonStep(wins: WinMatrix, strengths: readonly number[], prior: number): number[] {
  const count = wins.length;
  const gradient = strengths.map((strength) => -2 * prior * strength);
  // The likelihood is flat where all strengths move alike; a constant on every entry makes that direction the prior's.
  const curvature = strengths.map((_, m) => strengths.map((__, n) => 1 / count + (m === n ? 2 * prior : 0)));
  for (const [m, row] of wins.entries()) {
    for (const [n, weight] of row.entries()) {
      if (m === n || weight === 0) continue;
      const lost = sigmoid((strengths[n] ?? 0) - (strengths[m] ?? 0));
      const bend = weight * lost * (1 - lost);
      add(gradient, m, weight * lost);
      add(gradient, n, -weight * lost);
      add(curvature[m], m, bend);
      add(curvature[n], n, bend);
      add(curvature[m], n, -bend);
      add(curvature[n], m, -bend);
    }
  }
  return solvePositiveDefinite(curvature, gradient);
}

function add(row: number[] | undefined, index: number, amount: number): void {
  if (row) row[index] = (row[index] ?? 0) + amount;
}

function moved(strengths: readonly number[], direction: readonly number[], scale: number): number[] {
  return strengths.map((strength, index) => strength + scale * (direction[index] ?? 0));
}

/** log(1 + e^x), without overflow. */
function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}
