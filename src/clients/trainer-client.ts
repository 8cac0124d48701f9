import { request } from 'undici';
import { z } from 'zod';
import { withoutToken } from './without-token';
import {
  downloadStatusSchema,
  jobEventSchema,
  jobStatusSchema,
  trainerErrorReplySchema,
  trainerHealthSchema,
  type DownloadStatus,
  type JobEvent,
  type JobSpecification,
  type JobStatus,
  type TrainerHealth,
} from './trainer-contract';
import { TrainerFaultError, TrainerRefusedError, TrainerUnreachableError } from './trainer-errors';

/** The service answers from memory and small files; a reply that takes longer means that it hangs. */
const REPLY_TIMEOUT_MS = 30_000;

export interface TrainerClientOptions {
  baseUrl: string;
  token?: string | undefined;
  /** Sent with every call, for example the context of a trace; asked for anew each time. */
  headers?: () => Readonly<Record<string, string>>;
}

/** One attempt per call, because Temporal owns the retries; every call may be repeated without harm. */
export interface TrainerClient {
  put(id: string, specification: JobSpecification, signal?: AbortSignal): Promise<JobStatus>;
  get(id: string, signal?: AbortSignal): Promise<JobStatus>;
  events(id: string, after: number, signal?: AbortSignal): Promise<JobEvent[]>;
  /** The ids of the jobs that are queued or running. */
  unfinished(signal?: AbortSignal): Promise<string[]>;
  cancel(id: string, signal?: AbortSignal): Promise<JobStatus>;
  /** Brings a model of the Hugging Face hub into the store; ask again until the state is "ready" or "failed". */
  download(owner: string, name: string, signal?: AbortSignal): Promise<DownloadStatus>;
  health(signal?: AbortSignal): Promise<TrainerHealth>;
}

interface Call {
  method: 'GET' | 'PUT' | 'POST';
  path: string;
  body?: unknown;
  signal: AbortSignal | undefined;
}

export function createTrainerClient({ baseUrl, token, headers = () => ({}) }: TrainerClientOptions): TrainerClient {
  const root = baseUrl.replace(/\/+$/, '');
  const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };

  async function call<Schema extends z.ZodType>(schema: Schema, { method, path, body, signal }: Call) {
    const reply = await exchange({ method, path, body, signal });
    if (reply.status >= 400) throw errorOfReply(`${method} ${path}`, reply);
    return parseReply(schema, `${method} ${path}`, reply.text);
  }

  async function exchange({ method, path, body, signal }: Call) {
    const timeout = AbortSignal.timeout(REPLY_TIMEOUT_MS);
    try {
      const reply = await request(root + path, {
        method,
        headers: {
          ...headers(),
          ...authorization,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        body: body === undefined ? null : JSON.stringify(body),
        signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
      });
      return { status: reply.statusCode, text: withoutToken(await reply.body.text(), token) };
    } catch (error) {
      // A cancelled activity must see its own reason, not a trainer that seems to be down.
      signal?.throwIfAborted();
      const reason = error instanceof Error ? error.message : String(error);
      throw new TrainerUnreachableError(`No reply from the trainer at ${root} (${method} ${path}): ${reason}`, {
        cause: error,
      });
    }
  }

  return {
    put: (id, body, signal) => call(jobStatusSchema, { method: 'PUT', path: pathOf(id), body, signal }),
    get: (id, signal) => call(jobStatusSchema, { method: 'GET', path: pathOf(id), signal }),
    events: async (id, after, signal) => {
      const path = `${pathOf(id)}/events?after=${after}`;
      return (await call(z.object({ events: z.array(jobEventSchema) }), { method: 'GET', path, signal })).events;
    },
    unfinished: async (signal) =>
      (await call(z.object({ unfinished: z.array(z.string()) }), { method: 'GET', path: '/v1/jobs', signal }))
        .unfinished,
    cancel: (id, signal) => call(jobStatusSchema, { method: 'POST', path: `${pathOf(id)}/cancel`, signal }),
    download: (owner, name, signal) =>
      call(downloadStatusSchema, { method: 'PUT', path: `/v1/models/${owner}/${name}`, signal }),
    health: (signal) => call(trainerHealthSchema, { method: 'GET', path: '/healthz', signal }),
  };
}

function pathOf(id: string): string {
  return `/v1/jobs/${encodeURIComponent(id)}`;
}

function parseReply<Schema extends z.ZodType>(schema: Schema, what: string, text: string): z.infer<Schema> {
  const parsed = schema.safeParse(jsonOf(text));
  if (parsed.success) return parsed.data;
  throw new TrainerFaultError(`The trainer's reply to ${what} is not understood:\n${z.prettifyError(parsed.error)}`);
}

function errorOfReply(what: string, { status, text }: { status: number; text: string }): Error {
  const parsed = trainerErrorReplySchema.safeParse(jsonOf(text));
  const error = parsed.success ? parsed.data.error : { kind: 'unknown', message: text.slice(0, 500) };
  return status < 500
    ? new TrainerRefusedError({ status, ...error })
    : new TrainerFaultError(`The trainer failed at ${what} with status ${status}: ${error.message}`);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // no schema takes it, so that the caller's error tells what was expected
  }
}
