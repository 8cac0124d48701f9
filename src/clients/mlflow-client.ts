import { request } from 'undici';
import { z } from 'zod';
import { withoutToken } from './without-token';

const REPLY_TIMEOUT_MS = 10_000;

const runSchema = z.object({
  info: z.object({ run_id: z.string(), status: z.string(), end_time: z.coerce.number().optional() }),
  data: z.object({
    metrics: z.array(z.object({ key: z.string(), value: z.coerce.number(), step: z.coerce.number() })).default([]),
    params: z.array(z.object({ key: z.string(), value: z.string() })).default([]),
    tags: z.array(z.object({ key: z.string(), value: z.string() })).default([]),
  }),
});
/** What MLflow holds of a run; of each metric the newest value. */
export type MlflowRun = z.infer<typeof runSchema>;

const experimentSchema = z.object({
  experiment: z.object({ experiment_id: z.string(), lifecycle_stage: z.string() }),
});
const errorSchema = z.object({ error_code: z.string(), message: z.string().default('') });

/** Thrown when MLflow refuses a request, fails, or does not answer. */
export class MlflowError extends Error {
  override readonly name = 'MlflowError';
  constructor(
    message: string,
    readonly code: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

export interface MlflowClientOptions {
  baseUrl: string;
  token?: string | undefined;
}

interface Batch {
  metrics: { key: string; value: number; step: number; timestamp: number }[];
  params: { key: string; value: string }[];
  tags: { key: string; value: string }[];
}

/** The part of MLflow's REST API 2.0 that publishing a run needs; one attempt per call. */
export interface MlflowClient {
  readonly baseUrl: string;
  /** Undefined when there is no experiment of this name. */
  findExperiment(name: string): Promise<{ id: string; deleted: boolean } | undefined>;
  createExperiment(name: string): Promise<string>;
  /** The runs of an experiment in the order of their ids, at most 1000. */
  findRuns(experiment: string): Promise<MlflowRun[]>;
  createRun(run: { experiment: string; name: string; tags: Batch['tags']; startTime: number }): Promise<MlflowRun>;
  /** At most 1000 metrics, 100 parameters and 100 tags. A parameter that has a value keeps it. */
  logBatch(run: string, batch: Batch): Promise<void>;
  updateRun(run: string, change: { status: string; endTime?: number }): Promise<void>;
  deleteRun(run: string): Promise<void>;
}

export function createMlflowClient({ baseUrl, token }: MlflowClientOptions): MlflowClient {
  async function call<Schema extends z.ZodType>(
    schema: Schema,
    method: 'GET' | 'POST',
    path: string,
    body?: object,
  ): Promise<z.infer<Schema>> {
    const what = `${method} ${path.split('?')[0]}`;
    const { status, text } = await exchange(method, path, body).catch((cause: unknown) => {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new MlflowError(`MLflow at ${baseUrl} does not answer (${what}): ${reason}`, 'UNREACHABLE', { cause });
    });
    if (status >= 400) {
      const { error_code: code, message } = errorSchema.safeParse(jsonOf(text)).data ?? {
        error_code: `HTTP_${status}`,
        message: text.slice(0, 300),
      };
      throw new MlflowError(`MLflow refused ${what} (${code}): ${message}`, code);
    }
    const parsed = schema.safeParse(jsonOf(text));
    if (parsed.success) return parsed.data;
    throw new MlflowError(`MLflow's reply to ${what} is not understood: ${parsed.error.message}`, 'MALFORMED');
  }

  async function exchange(method: 'GET' | 'POST', path: string, body?: object) {
    const reply = await request(`${baseUrl}/api/2.0/mlflow/${path}`, {
      method,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: body === undefined ? null : JSON.stringify(body),
      signal: AbortSignal.timeout(REPLY_TIMEOUT_MS),
    });
    return { status: reply.statusCode, text: withoutToken(await reply.body.text(), token) };
  }

  return {
    baseUrl,
    async findExperiment(name) {
      const path = `experiments/get-by-name?experiment_name=${encodeURIComponent(name)}`;
      try {
        const { experiment } = await call(experimentSchema, 'GET', path);
        return { id: experiment.experiment_id, deleted: experiment.lifecycle_stage !== 'active' };
      } catch (error) {
        if (error instanceof MlflowError && error.code === 'RESOURCE_DOES_NOT_EXIST') return undefined;
        throw error;
      }
    },
    createExperiment: async (name) =>
      (await call(z.object({ experiment_id: z.string() }), 'POST', 'experiments/create', { name })).experiment_id,
    async findRuns(experiment) {
      const body = { experiment_ids: [experiment], max_results: 1000 };
      const { runs } = await call(z.object({ runs: z.array(runSchema).default([]) }), 'POST', 'runs/search', body);
      return runs.toSorted((a, b) => (a.info.run_id < b.info.run_id ? -1 : 1));
    },
    async createRun({ experiment, name, tags, startTime }) {
      const body = { experiment_id: experiment, run_name: name, start_time: startTime, tags };
      return (await call(z.object({ run: runSchema }), 'POST', 'runs/create', body)).run;
    },
    async logBatch(run, batch) {
      await call(z.unknown(), 'POST', 'runs/log-batch', { run_id: run, ...batch });
    },
    async updateRun(run, { status, endTime }) {
      await call(z.unknown(), 'POST', 'runs/update', { run_id: run, status, end_time: endTime });
    },
    async deleteRun(run) {
      await call(z.unknown(), 'POST', 'runs/delete', { run_id: run });
    },
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // no schema that asks for something takes it
  }
}
