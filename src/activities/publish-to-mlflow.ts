import { MlflowError, type MlflowClient, type MlflowRun } from '../clients/mlflow-client';
import { groupBy } from '../core/group-by';
import type { TrackedRun } from '../report/tracked-runs';

/** By which a run of MLflow is found again. */
const KEY_TAG = 'srlm.iteration';
/** What MLflow takes. */
const LONGEST_PARAM = 6000;
const PARAMS_AT_ONCE = 100;

const STATUS = { running: 'RUNNING', finished: 'FINISHED', rejected: 'KILLED' } as const;

/**
 * Brings an experiment up to what is measured by now. Only what is not there yet is sent, so that publishing again
 * changes nothing; when two do so at the same time, the next one removes what is double.
 */
export async function publishToMlflow(
  client: MlflowClient,
  name: string,
  runs: readonly TrackedRun[],
  nowMs: number,
): Promise<void> {
  const experiment = await ensureExperiment(client, name);
  const known = groupBy(await client.findRuns(experiment), ({ data }) => valueOf(data.tags, KEY_TAG) ?? '');
  for (const run of runs) {
    const [first, ...double] = known.get(run.key) ?? [];
    for (const { info } of double) await client.deleteRun(info.run_id);
    await logMissing(client, first ?? (await createRun(client, experiment, run, nowMs)), run, nowMs);
  }
}

async function ensureExperiment(client: MlflowClient, name: string): Promise<string> {
  const found = await client.findExperiment(name);
  if (found?.deleted) throw new MlflowError(`The experiment ${name} is deleted in MLflow; restore it there`, 'DELETED');
  if (found) return found.id;
  try {
    return await client.createExperiment(name);
  } catch (error) {
    // Another worker made it at the same moment.
    const other = await client.findExperiment(name);
    if (other) return other.id;
    throw error;
  }
}

function createRun(
  client: MlflowClient,
  experiment: string,
  { key, name, tags }: TrackedRun,
  startTime: number,
): Promise<MlflowRun> {
  return client.createRun({ experiment, name, startTime, tags: [{ key: KEY_TAG, value: key }, ...entriesOf(tags)] });
}

async function logMissing(
  client: MlflowClient,
  { info, data }: MlflowRun,
  { status, step, params, metrics, tags }: TrackedRun,
  nowMs: number,
): Promise<void> {
  const missing = {
    metrics: entriesOf(metrics)
      .filter(({ key, value }) => valueOf(data.metrics, key) !== value)
      .map((metric) => ({ ...metric, step, timestamp: nowMs })),
    // MLflow changes no parameter.
    params: entriesOf(params)
      .filter(({ key }) => valueOf(data.params, key) === undefined)
      .map(({ key, value }) => ({ key, value: shortened(value) })),
    tags: entriesOf(tags).filter(({ key, value }) => valueOf(data.tags, key) !== value),
  };
  for (let from = 0; from < missing.params.length; from += PARAMS_AT_ONCE) {
    const some = missing.params.slice(from, from + PARAMS_AT_ONCE);
    await client.logBatch(info.run_id, { metrics: [], params: some, tags: [] });
  }
  if (missing.metrics.length + missing.tags.length > 0) await client.logBatch(info.run_id, { ...missing, params: [] });
  if (info.status === STATUS[status]) return;
  await client.updateRun(info.run_id, { status: STATUS[status], ...(status === 'running' ? {} : { endTime: nowMs }) });
}

function shortened(value: string): string {
  return value.length <= LONGEST_PARAM ? value : `${value.slice(0, LONGEST_PARAM - 1)}…`;
}

function entriesOf<Value>(record: Readonly<Record<string, Value>>): { key: string; value: Value }[] {
  return Object.entries(record).map(([key, value]) => ({ key, value }));
}

function valueOf<Value>(entries: readonly { key: string; value: Value }[], key: string): Value | undefined {
  return entries.find((entry) => entry.key === key)?.value;
}
