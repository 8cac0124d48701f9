import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { json } from 'node:stream/consumers';
import { z } from 'zod';

const entrySchema = z.object({ key: z.string(), value: z.string() });
const metricSchema = z.object({ key: z.string(), value: z.number(), step: z.int(), timestamp: z.int() });
const bodySchema = z.object({
  name: z.string().optional(),
  experiment_id: z.string().optional(),
  experiment_ids: z.array(z.string()).optional(),
  run_id: z.string().optional(),
  run_name: z.string().optional(),
  status: z.string().optional(),
  end_time: z.int().optional(),
  metrics: z.array(metricSchema).max(1000).optional(),
  params: z.array(entrySchema).max(100).optional(),
  tags: z.array(entrySchema).max(100).optional(),
});

interface StoredRun {
  experiment: string;
  status: string;
  metrics: z.infer<typeof metricSchema>[];
  params: Map<string, string>;
  tags: Map<string, string>;
}

/** The part of MLflow's tracking server that is called, as the real one answers; it keeps everything in memory. */
export interface MlflowDouble {
  url: string;
  seen: IncomingHttpHeaders[];
  close(): Promise<void>;
}

export async function startMlflowDouble(): Promise<MlflowDouble> {
  const experiments = new Map<string, string>();
  const runs = new Map<string, StoredRun>();
  const seen: IncomingHttpHeaders[] = [];

  const routes: Record<string, (body: z.infer<typeof bodySchema>) => object> = {
    'experiments/create': ({ name = '' }) => {
      if (experiments.has(name)) return refusal('RESOURCE_ALREADY_EXISTS', `Experiment(name=${name}) already exists.`);
      experiments.set(name, `${experiments.size + 1}`);
      return { experiment_id: experiments.get(name) };
    },
    'runs/create': ({ experiment_id: experiment = '', tags = [] }) => {
      const id = randomUUID().replaceAll('-', '');
      runs.set(id, { experiment, status: 'RUNNING', metrics: [], params: new Map(), tags: mapOf(tags) });
      return { run: shown(id, get(id)) };
    },
    'runs/search': ({ experiment_ids: wanted = [] }) => ({
      runs: [...runs].filter(([, run]) => wanted.includes(run.experiment)).map(([id, run]) => shown(id, run)),
    }),
    'runs/log-batch': ({ run_id: id = '', metrics = [], params = [], tags = [] }) => {
      const run = get(id);
      const changed = params.find(({ key, value }) => (run.params.get(key) ?? value) !== value);
      if (changed) return refusal('INVALID_PARAMETER_VALUE', `Changing param values is not allowed: ${changed.key}`);
      for (const { key, value } of params) run.params.set(key, value);
      for (const { key, value } of tags) run.tags.set(key, value);
      run.metrics.push(...metrics);
      return {};
    },
    'runs/update': ({ run_id: id = '', status }) => {
      get(id).status = status ?? get(id).status;
      return {};
    },
    'runs/delete': ({ run_id: id = '' }) => {
      runs.delete(id);
      return {};
    },
  };

  function get(id: string): StoredRun {
    const run = runs.get(id);
    if (!run) throw new Error(`no run ${id}`);
    return run;
  }

  function experimentNamed(name: string | null): object {
    const id = experiments.get(name ?? '');
    return id === undefined
      ? refusal('RESOURCE_DOES_NOT_EXIST', `Could not find experiment with name '${name}'`)
      : { experiment: { experiment_id: id, lifecycle_stage: 'active' } };
  }

  const server = createServer((request, response) => {
    void (async () => {
      seen.push(request.headers);
      const { pathname, searchParams } = new URL(request.url ?? '', 'http://double');
      const route = pathname.replace('/api/2.0/mlflow/', '');
      const answer =
        route === 'experiments/get-by-name'
          ? experimentNamed(searchParams.get('experiment_name'))
          : routes[route]?.(bodySchema.parse(await json(request)));
      response.writeHead(answer && 'error_code' in answer ? 400 : answer ? 200 : 404);
      response.end(JSON.stringify(answer ?? {}));
    })();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    seen,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function refusal(code: string, message: string): object {
  return { error_code: code, message };
}

function mapOf(entries: readonly { key: string; value: string }[]): Map<string, string> {
  return new Map(entries.map(({ key, value }) => [key, value]));
}

/** Of each metric the newest value, and of empty lists nothing, as MLflow answers. */
function shown(id: string, { status, metrics, params, tags }: StoredRun): object {
  const newest = new Map(metrics.map((metric) => [metric.key, metric]));
  const entries = (map: Map<string, string>) => [...map].map(([key, value]) => ({ key, value }));
  const data = { metrics: [...newest.values()], params: entries(params), tags: entries(tags) };
  return {
    info: { run_id: id, status },
    data: Object.fromEntries(Object.entries(data).filter(([, values]) => values.length > 0)),
  };
}
