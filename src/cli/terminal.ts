/** Where a command writes: data to standard output, everything else to standard error. */
export interface Terminal {
  readonly data: (text: string) => void;
  readonly log: (text: string) => void;
  /** The width of standard output where a person looks at it; null for a file or a pipe. */
  readonly columns: () => number | null;
  /** Its height, likewise. */
  readonly rows: () => number | null;
}

export function processTerminal(): Terminal {
  return {
    data: (text) => void process.stdout.write(`${text}\n`),
    log: (text) => void process.stderr.write(`${text}\n`),
    // A terminal of unknown size says 0.
    columns: () => (process.stdout.isTTY ? process.stdout.columns || 80 : null),
    rows: () => (process.stdout.isTTY ? process.stdout.rows || 24 : null),
  };
}
