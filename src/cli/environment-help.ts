import { environmentSchema } from '../env';

/** The list of environment variables with what they are when not set. */
export function environmentHelp(): string {
  const fields = Object.entries(environmentSchema({}).shape);
  const width = Math.max(...fields.map(([name]) => name.length));
  return [
    'Environment variables:',
    ...fields.map(([name, field]) => {
      const data: unknown = field.safeParse(undefined).data;
      const fallback = data === undefined ? '' : ` Default: ${typeof data === 'string' ? data : JSON.stringify(data)}`;
      return `  ${name.padEnd(width)}  ${field.description ?? ''}${fallback}`;
    }),
  ].join('\n');
}
