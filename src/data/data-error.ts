/** What is wrong with a row, or with a file when it has no line. `path` is the field, for example `replies.1.rank`. */
export interface DataProblem {
  file: string;
  line: number | null;
  path: string | null;
  message: string;
}

const SHOWN = 20;

/** Thrown when files that a user handed in have rows that are not what they should be; it carries every problem. */
export class DataError extends Error {
  override readonly name = 'DataError';
  constructor(readonly problems: readonly DataProblem[]) {
    const hidden = problems.length - SHOWN;
    const count = problems.length === 1 ? 'one problem' : `${problems.length} problems`;
    const lines = problems.slice(0, SHOWN).map((problem) => `- ${describeProblem(problem)}`);
    super([`The data has ${count}:`, ...lines, ...(hidden > 0 ? [`- and ${hidden} more`] : [])].join('\n'));
  }
}

/** `file:line: path: message`, without the parts that a problem does not have. */
export function describeProblem({ file, line, path, message }: DataProblem): string {
  return [line === null ? file : `${file}:${line}`, ...(path === null ? [] : [path]), message].join(': ');
}
