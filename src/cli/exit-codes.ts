/** What the exit code of `srlm` says; `srlm --help` prints this table. */
export const exitCodes = {
  ok: 0,
  failed: 1,
  invalid: 2,
  notFound: 3,
  unreachable: 4,
  incomplete: 5,
  different: 6,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

const MEANINGS: Readonly<Record<keyof typeof exitCodes, string>> = {
  ok: 'done',
  failed: 'the run or the operation failed',
  invalid: 'wrong usage, or an invalid recipe, file or setting',
  notFound: 'no such run or file',
  unreachable: 'a service does not answer',
  incomplete: 'doctor found something missing',
  different: 'an audit found something that is not as it was recorded',
};

export function exitCodeHelp(): string {
  const meanings = new Map<string, string>(Object.entries(MEANINGS));
  return [
    'Exit codes:',
    ...Object.entries(exitCodes).map(([name, code]) => `  ${code}  ${meanings.get(name) ?? name}`),
  ].join('\n');
}
