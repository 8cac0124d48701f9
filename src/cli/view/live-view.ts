import type { Terminal } from '../terminal';

/** Shows successive states of something. */
export interface View<State> {
  show(state: State): void;
}

/** Draws over what it drew before, so that a person sees one picture that moves. */
export function createLiveView(terminal: Terminal): View<readonly string[]> {
  let rows = 0;
  return {
    show(all) {
      const columns = terminal.columns() ?? 80;
      const lines = inSight(all, columns, terminal.rows() ?? Infinity);
      const up = rows === 0 ? '' : `\u001b[${rows}A`;
      terminal.data(`${up}\u001b[0J${lines.join('\n')}`);
      rows = lines.reduce((sum, line) => sum + rowsOf(line, columns), 0);
    },
  };
}

/** A line that is wider than the terminal takes several rows. */
function rowsOf(line: string, columns: number): number {
  return Math.max(1, Math.ceil(line.length / columns));
}

/** What has scrolled away cannot be drawn over: the top is kept, and the rest of a window that is too low is told of. */
function inSight(lines: readonly string[], columns: number, height: number): readonly string[] {
  const total = lines.reduce((sum, line) => sum + rowsOf(line, columns), 0);
  if (total < height) return lines;
  const kept: string[] = [];
  let left = height - 2;
  for (const line of lines) {
    left -= rowsOf(line, columns);
    if (left < 0) break;
    kept.push(line);
  }
  return [...kept, `… ${lines.length - kept.length} more lines in a higher window`];
}

/** One line when something changes, for logs: at once for a new headline, now and then for progress within it. */
export function createLineView(
  terminal: Terminal,
  everyMs: number,
): View<{ headline: string; detail: string; atMs: number }> {
  let last: { headline: string; detail: string; atMs: number } | undefined;
  return {
    show(state) {
      const isNew = last?.headline !== state.headline;
      const isDue = last !== undefined && state.detail !== last.detail && state.atMs - last.atMs >= everyMs;
      if (!isNew && !isDue) return;
      terminal.data(state.detail === '' ? state.headline : `${state.headline} · ${state.detail}`);
      last = state;
    },
  };
}
