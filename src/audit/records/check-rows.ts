import { z } from 'zod';
import type { Findings } from '../findings';
import { UnrecordedCallError } from './recorded-answers';

/** What a group of consecutive rows is about (a prompt, or a response), and what makes them again. */
export interface RowGroup {
  id: string;
  make: () => Promise<object[]>;
}

const LONGEST_VALUE = 60;

const rowSchema = z.looseObject({ id: z.string(), promptId: z.string(), responseId: z.string().optional() });
type Row = z.infer<typeof rowSchema>;

/** Makes the rows of a file again, group by group, and names the lines that are not what comes out. Returns whether none is. */
export async function checkRows(
  { path, text }: { path: string; text: string },
  groups: Iterable<RowGroup>,
  findings: Findings,
): Promise<boolean> {
  const lines = text.split('\n').slice(0, -1);
  const rows = lines.map((line) => rowSchema.parse(JSON.parse(line)));
  let at = 0;
  let isSame = true;
  const differ = (problem: string) => {
    isSame = false;
    findings.differ(`${path}:${at + 1}`, problem);
  };
  for (const { id, make } of groups) {
    const isOwn = (row: Row | undefined) => row?.promptId === id || row?.responseId === id;
    const made = await orUnrecorded(make);
    if (made instanceof UnrecordedCallError) {
      differ(made.message);
      while (isOwn(rows[at])) at += 1;
      continue;
    }
    for (const row of made) {
      const madeLine = JSON.stringify(row);
      if (lines[at] !== madeLine) {
        const again = rowSchema.parse(JSON.parse(madeLine));
        differ(rowProblem(rows[at], again));
        // What follows stands at other lines.
        if (rows[at]?.id !== again.id) return false;
      }
      at += 1;
    }
  }
  if (at < lines.length) differ(`${rows[at]?.id ?? 'it'} does not follow from the recorded calls`);
  return isSame;
}

async function orUnrecorded(make: RowGroup['make']): Promise<object[] | UnrecordedCallError> {
  try {
    return await make();
  } catch (error) {
    if (error instanceof UnrecordedCallError) return error;
    throw error;
  }
}

function rowProblem(recorded: Row | undefined, made: Row): string {
  if (!recorded) return `${made.id} is missing, which the recorded calls give`;
  if (recorded.id !== made.id) return `is ${recorded.id}; the recorded calls give ${made.id} here`;
  const [old, again] = [new Map(Object.entries(recorded)), new Map(Object.entries(made))];
  const problems = [...new Set([...old.keys(), ...again.keys()])].flatMap((field) => {
    const [said, given] = [old, again].map((row) => JSON.stringify(row.get(field)));
    return said === given ? [] : [`says ${field} ${shown(said)}; its recorded calls give ${shown(given)}`];
  });
  return problems.join(', ') || 'is not written as srlm writes it';
}

function shown(text = 'nothing'): string {
  return text.length <= LONGEST_VALUE ? text : `${text.slice(0, LONGEST_VALUE)}...`;
}
