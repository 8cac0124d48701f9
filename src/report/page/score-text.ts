const MINUS = '−';

/** A score with at most two digits; what has none is a dash. */
export function scoreText(score: number | null): string {
  return score === null ? '–' : String(Math.round(score * 100) / 100).replace('-', MINUS);
}

/** How the length of the chosen side differs, in characters. */
export function lengthText(difference: number): string {
  if (difference === 0) return 'of one length';
  return `chosen ${Math.abs(difference).toLocaleString('en-GB')} ${difference > 0 ? 'longer' : 'shorter'}`;
}
