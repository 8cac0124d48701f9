import type { z } from 'zod';
import { MalformedArtifactError } from './errors';

/** The rows of an artifact's text. @throws MalformedArtifactError with the first line that is no such record */
export function parseRows<Schema extends z.ZodType>(path: string, text: string, schema: Schema): z.output<Schema>[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines.map((line, index) => {
    const malformed = (reason: string) => new MalformedArtifactError(path, index + 1, reason);
    const parsed = schema.safeParse(parseJson(line, malformed));
    if (parsed.success) return parsed.data;
    const issue = parsed.error.issues[0];
    throw malformed(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not a record'}`);
  });
}

function parseJson(line: string, malformed: (reason: string) => Error): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    throw malformed(error instanceof Error ? `not JSON: ${error.message}` : 'not JSON');
  }
}
