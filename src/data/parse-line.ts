import type { z } from 'zod';
import { pathOfLoneSurrogate } from './lone-surrogate';
import type { Line } from './read-lines';

interface Issue {
  path: string | null;
  message: string;
}

export type ParsedLine<Row> = { kind: 'valid'; record: Row } | { kind: 'invalid'; issues: Issue[] };

/** A line as a record, or each thing that is wrong with it by field. */
export function parseLine<Row>(line: Line, schema: z.ZodType<Row>): ParsedLine<Row> {
  if (line.kind === 'unreadable') return invalid([{ path: null, message: line.message }]);
  const json = parseJson(line.text);
  if (json.kind === 'malformed') return invalid([{ path: null, message: `not JSON: ${json.message}` }]);
  const result = schema.safeParse(json.value, { error: missingField });
  if (!result.success) return invalid(result.error.issues.flatMap(issuesOf));
  const path = pathOfLoneSurrogate(result.data);
  if (path !== undefined) return invalid([{ path, message: 'holds half of a surrogate pair, which is no character' }]);
  return { kind: 'valid', record: result.data };
}

function invalid(issues: Issue[]) {
  return { kind: 'invalid', issues } as const;
}

function parseJson(text: string): { kind: 'json'; value: unknown } | { kind: 'malformed'; message: string } {
  try {
    return { kind: 'json', value: JSON.parse(text) };
  } catch (error) {
    return { kind: 'malformed', message: error instanceof Error ? error.message : String(error) };
  }
}

function missingField(issue: z.core.$ZodRawIssue): string | undefined {
  return issue.code === 'invalid_type' && issue.input === undefined ? 'is missing' : undefined;
}

function issuesOf(issue: z.core.$ZodIssue): Issue[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: [...issue.path, key].join('.'),
      message: 'is not a field of this record',
    }));
  }
  return [{ path: issue.path.length === 0 ? null : issue.path.join('.'), message: issue.message }];
}
