import { environmentSchema } from '../env';

/** The list of environment variables with what they are when not set. */
export function environmentHelp(): string {
  const fields = Object.entries(environmentSchema({}).shape);
  const width = Math.max(...fields.map(([name]) => name.length));
  return [
    'Environment variables:',
    ...fields.map(([name, field]) => {
      const { data } = field.safeParse(undefined);
      const fallback = data === undefined ? '' : ` Default: ${[data].join()}`;
      return `  ${name.padEnd(width)}  ${field.description ?? ''}${fallback}`;
    }),
  ].join('\n');
}
