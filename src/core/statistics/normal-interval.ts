import type { Interval } from './bootstrap';

/** 97.5 % of a normal distribution lie below so many standard deviations over its mean. */
const QUANTILE = 1.96;

/** The interval of 95 % around a normally distributed estimate with this standard error. */
export function normalInterval(estimate: number, standardError: number): Interval {
  return { estimate, low: estimate - QUANTILE * standardError, high: estimate + QUANTILE * standardError };
}
