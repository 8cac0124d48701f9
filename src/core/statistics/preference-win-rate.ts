import type { Random } from '../random';
import { average } from './average';
import { bootstrapInterval, type Interval } from './bootstrap';
import { standardError } from './standard-error';

/** A model against a baseline by a judge that gives probabilities. Rates are shares, null of nothing. */
export interface PreferenceWinRate {
  compared: number;
  winRate: Interval | null;
  standardError: number | null;
  wins: number;
  losses: number;
  ties: number;
  /** With every preference rounded to a win, a tie or a loss. */
  discreteWinRate: number | null;
}

/** `preferences`: the probability that the model's answer is the better one, 1/2 for a tie (AlpacaEval 2). */
export function preferenceWinRate(preferences: readonly number[], random: Random): PreferenceWinRate {
  const wins = preferences.filter((preference) => preference > 0.5).length;
  const losses = preferences.filter((preference) => preference < 0.5).length;
  const ties = preferences.length - wins - losses;
  return {
    compared: preferences.length,
    winRate: bootstrapInterval(preferences, average, { random }),
    standardError: standardError(preferences),
    wins,
    losses,
    ties,
    discreteWinRate: preferences.length === 0 ? null : (wins + ties / 2) / preferences.length,
  };
}
