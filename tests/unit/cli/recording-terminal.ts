import type { Terminal } from '../../../src/cli/terminal';

/** A terminal that remembers what was written to standard output and to standard error. */
export function recordingTerminal({
  columns = null,
  rows = null,
}: { columns?: number | null; rows?: number | null } = {}) {
  const written: string[] = [];
  const logged: string[] = [];
  const terminal: Terminal = {
    data: (text) => void written.push(text),
    log: (text) => void logged.push(text),
    columns: () => columns,
    rows: () => rows,
  };
  return { ...terminal, written, logged };
}
