/** Arithmetic of probabilities of two outcomes, in nats. */

/** Probabilities of 0 and 1 have no finite divergence from others. */
const SMALLEST = 1e-12;

/** 1 / (1 + exp(-z)), without overflow for either sign. */
export function sigmoid(z: number): number {
  if (z >= 0) return 1 / (1 + Math.exp(-z));
  const exponential = Math.exp(z);
  return exponential / (1 + exponential);
}

export function entropy(probability: number): number {
  const p = inside(probability);
  return -(p * Math.log(p) + (1 - p) * Math.log(1 - p));
}

/** The mean of the Kullback-Leibler divergences in both directions. */
export function symmetricKl(first: number, second: number): number {
  const [p, q] = [inside(first), inside(second)];
  return ((p - q) * (Math.log(p) - Math.log(1 - p) - Math.log(q) + Math.log(1 - q))) / 2;
}

/** How far two reward models of one model are from agreeing and being sure (2502.08922; methods sheet, 7). */
export function consistencyLoss(generative: number, implicit: number, entropyWeight: number): number {
  return symmetricKl(generative, implicit) + entropyWeight * (entropy(generative) + entropy(implicit));
}

function inside(probability: number): number {
  return Math.min(1 - SMALLEST, Math.max(SMALLEST, probability));
}
