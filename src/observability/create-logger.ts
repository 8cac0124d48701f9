import { DefaultLogger, type LogEntry, type Logger } from '@temporalio/worker';
import { hidingSecrets } from '../core/hiding-secrets';

export type LogFormat = 'text' | 'json';

/** Fields of the SDK that no search needs. */
const NOISE = ['taskToken', 'isLocal'];
/** Those that a person at a terminal does not need besides: the rest of the line says as much. */
const NOISE_TO_PEOPLE = [
  ...NOISE,
  'sdkComponent',
  'namespace',
  'taskQueue',
  'activityId',
  'activityType',
  'workflowRunId',
  'workflowType',
];

/**
 * The log of a worker, of srlm and of the SDK alike: lines of text, or JSON Lines. The values of secrets are replaced
 * wherever they stand, because the messages of servers may repeat what was sent.
 */
export function createLogger(format: LogFormat, secrets: readonly string[], write: (line: string) => void): Logger {
  const render = format === 'json' ? jsonLine : textLine;
  const hide = hidingSecrets(secrets);
  return new DefaultLogger('INFO', (entry) => write(`${hide(render(entry))}\n`));
}

function jsonLine(entry: LogEntry): string {
  const { level, message } = entry;
  return JSON.stringify({ time: timeOf(entry), level, message, ...fieldsOf(entry, NOISE) }, (_, value: unknown) => {
    if (value instanceof Error) return { name: value.name, message: value.message, stack: value.stack };
    return typeof value === 'bigint' ? String(value) : value;
  });
}

function textLine(entry: LogEntry): string {
  const fields = Object.entries(fieldsOf(entry, NOISE_TO_PEOPLE)).map(
    ([name, value]) => ` ${name}=${value instanceof Error ? (value.stack ?? value.message) : String(value)}`,
  );
  return `${timeOf(entry)} ${entry.level} ${entry.message}${fields.join('')}`;
}

function timeOf({ timestampNanos }: LogEntry): string {
  return new Date(Number(timestampNanos / 1_000_000n)).toISOString();
}

function fieldsOf({ meta = {} }: LogEntry, noise: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(meta).filter(([name, value]) => !noise.includes(name) && value !== undefined),
  );
}
