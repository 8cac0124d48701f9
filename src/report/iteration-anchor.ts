/** "2", or "2-3" for the third attempt at iteration 2. */
export function anchorOf({ iteration, attempt }: { iteration: number; attempt: number }): string {
  return attempt === 1 ? String(iteration) : `${iteration}-${attempt}`;
}

/** The same as people read it: "2.3". */
export function iterationLabel(report: { iteration: number; attempt: number }): string {
  return anchorOf(report).replace('-', '.');
}
