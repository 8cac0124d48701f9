const MINUS = '−';

/** A score with at most two digits; what has none is a dash. */
export function scoreText(score: number | null): string {
  return score === null ? '–' : String(Math.round(score * 100) / 100).replace('-', MINUS);
}

export function signed(difference: number): string {
  return difference < 0 ? `${MINUS}${(-difference).toLocaleString('en-GB')}` : `+${difference.toLocaleString('en-GB')}`;
}
