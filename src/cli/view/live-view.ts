import type { Terminal } from '../terminal';

/** Shows successive states of something. */
export interface View<State> {
  show(state: State): void;
}

/** Draws over what it drew before, so that a person sees one picture that moves. */
export function createLiveView(terminal: Terminal): View<readonly string[]> {
  let rows = 0;
  return {
    show(lines) {
      const columns = terminal.columns() ?? 80;
      const up = rows === 0 ? '' : `\u001b[${rows}A`;
      terminal.data(`${up}\u001b[0J${lines.join('\n')}`);
      // A line that is wider than the terminal takes several rows.
      rows = lines.reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / columns)), 0);
    },
  };
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
