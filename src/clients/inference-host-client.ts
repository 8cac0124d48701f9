import { request } from 'undici';
import { z } from 'zod';
import { withoutToken } from './without-token';

export type ModelToServe = {
  name: string;
  digest: string;
  /** Relative to the root of the artifact store. */
  path: string;
};

export type InferenceServerRequest = { model: ModelToServe; maxModelLength?: number } & (
  { strategy: 'reload' | 'restart' } | { strategy: 'lora'; base: ModelToServe }
);

const statusSchema = z.object({
  name: z.string(),
  state: z.enum(['starting', 'ready', 'reloading', 'stopping', 'stopped', 'failed']),
  url: z.string(),
  servedModelName: z.string().nullable(),
  model: z.object({ name: z.string(), digest: z.string() }).nullable(),
  proof: z.object({ kind: z.enum(['weight-version', 'name']), value: z.string() }).nullable(),
  strategy: z.enum(['reload', 'restart', 'lora']).nullable(),
  pid: z.number().nullable(),
  error: z.string().nullable(),
  startedAt: z.string().nullable(),
  log: z.string(),
});
const listSchema = z.object({ servers: z.array(statusSchema) });
const errorSchema = z.object({ error: z.object({ message: z.string() }) });
export type InferenceServerStatus = z.infer<typeof statusSchema>;

export interface InferenceHostClient {
  /** Says what should be served and returns at once; poll `get` until the state is "ready" or "failed". */
  put(name: string, request: InferenceServerRequest, signal?: AbortSignal): Promise<InferenceServerStatus>;
  /** Undefined when the host knows no server of this name. */
  get(name: string, signal?: AbortSignal): Promise<InferenceServerStatus | undefined>;
  list(signal?: AbortSignal): Promise<InferenceServerStatus[]>;
  /** Returns when no process of the server is left; a server that is not known counts as stopped. */
  stop(name: string, signal?: AbortSignal): Promise<void>;
  health(signal?: AbortSignal): Promise<void>;
}

/** Thrown when the host does not answer or fails inside; the same request may work later. */
export class InferenceHostUnreachableError extends Error {
  readonly retryable = true;
  constructor(url: string, reason: string, options?: ErrorOptions) {
    super(`The inference host at ${url} cannot be used now: ${reason}`, options);
    this.name = 'InferenceHostUnreachableError';
  }
}

/** Thrown when the host refuses a request as it is (bad field, path outside the store, wrong token); repeating it is useless. */
export class InferenceHostRefusedError extends Error {
  readonly retryable = false;
  constructor(
    message: string,
    readonly status: number,
  ) {
    super(`The inference host refused the request (${status}): ${message}`);
    this.name = 'InferenceHostRefusedError';
  }
}

// Stopping waits for processes to end, which is the slowest thing the host does inside one request.
const REQUEST_TIMEOUT_MS = 60_000;

const serverPath = (name: string): string => `/v1/servers/${encodeURIComponent(name)}`;

export function createInferenceHostClient(options: { baseUrl: string; token?: string }): InferenceHostClient {
  const baseUrl = options.baseUrl.replace(/\/+$/, '');
  const authorization = options.token === undefined ? {} : { authorization: `Bearer ${options.token}` };

  async function send(
    method: 'GET' | 'PUT' | 'DELETE',
    path: string,
    signal?: AbortSignal,
    body?: object,
  ): Promise<Reply> {
    try {
      const response = await request(`${baseUrl}${path}`, {
        method,
        headersTimeout: REQUEST_TIMEOUT_MS,
        bodyTimeout: REQUEST_TIMEOUT_MS,
        headers: { ...authorization, ...(body ? { 'content-type': 'application/json' } : {}) },
        ...(body ? { body: JSON.stringify(body) } : {}),
        ...(signal ? { signal } : {}),
      });
      return { status: response.statusCode, text: withoutToken(await response.body.text(), options.token) };
    } catch (cause) {
      if (signal?.aborted) throw cause;
      throw new InferenceHostUnreachableError(baseUrl, cause instanceof Error ? cause.message : String(cause), {
        cause,
      });
    }
  }

  function read<T>(reply: Reply, schema: z.ZodType<T>): T {
    const json = parseJson(reply.text);
    if (reply.status >= 200 && reply.status < 300) {
      const parsed = schema.safeParse(json);
      if (parsed.success) return parsed.data;
      throw new InferenceHostUnreachableError(baseUrl, `its reply is malformed: ${z.prettifyError(parsed.error)}`);
    }
    const message = errorSchema.safeParse(json).data?.error.message ?? reply.text.slice(0, 300);
    if (reply.status >= 500) throw new InferenceHostUnreachableError(baseUrl, message);
    throw new InferenceHostRefusedError(message, reply.status);
  }

  return {
    put: async (name, body, signal) => read(await send('PUT', serverPath(name), signal, body), statusSchema),
    async get(name, signal) {
      const reply = await send('GET', serverPath(name), signal);
      return reply.status === 404 ? undefined : read(reply, statusSchema);
    },
    list: async (signal) => read(await send('GET', '/v1/servers', signal), listSchema).servers,
    async stop(name, signal) {
      const reply = await send('DELETE', serverPath(name), signal);
      if (reply.status !== 404) read(reply, statusSchema);
    },
    health: async (signal) => void read(await send('GET', '/healthz', signal), z.object({ status: z.literal('ok') })),
  };
}

interface Reply {
  status: number;
  text: string;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
