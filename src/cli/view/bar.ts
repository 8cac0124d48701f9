export function bar(fraction: number, width: number): string {
  const filled = Math.round(width * Math.min(Math.max(fraction, 0), 1));
  return '█'.repeat(filled) + '░'.repeat(width - filled);
}

export function percent(fraction: number | null): string {
  return fraction === null ? '–' : `${(100 * fraction).toFixed(1)} %`;
}
