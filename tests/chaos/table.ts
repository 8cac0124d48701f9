import { writeSync } from 'node:fs';
import type { Outcome, Scenario } from './scenario';

const COLUMNS = [
  ['method', 20],
  ['fault', 25],
  ['stage', 11],
  ['repeated', 9],
  ['allowed', 8],
  ['to new call', 12],
  ['lost', 5],
  ['verdict', 8],
] as const;

/** Past jest, which keeps what a test prints until the end. */
export function printLine(line: string): void {
  writeSync(2, `${line}\n`);
}

export function printHeader(): void {
  printLine(COLUMNS.map(([title, width]) => title.padEnd(width)).join(''));
}

/** One line a fault, and one for each promise that the run broke. */
export function printOutcome({ seed, method, strikes }: Scenario, outcome: Outcome): void {
  const [costs, lost, breaches] =
    outcome.kind === 'completed'
      ? [outcome.costs, `${outcome.lost}`, outcome.breaches]
      : [[], '?', [`the run did not complete: ${outcome.reason}; everything is kept in ${outcome.kept}`]];
  for (const [index, { fault, stage }] of strikes.entries()) {
    const cost = costs[index];
    const seconds = typeof cost?.secondsToNewCall === 'number' ? `${cost.secondsToNewCall.toFixed(1)} s` : '-';
    const verdict = breaches.length === 0 ? 'ok' : 'BROKEN';
    const cells = [
      method,
      fault.kind,
      stage,
      `${cost?.repeated ?? '?'}`,
      `${cost?.allowed ?? '?'}`,
      seconds,
      lost,
      verdict,
    ];
    printLine(cells.map((cell, column) => cell.padEnd(COLUMNS[column]?.[1] ?? 0)).join(''));
  }
  for (const breach of breaches) printLine(`  seed ${seed}: ${breach}`);
}
