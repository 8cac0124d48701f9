import { setTimeout as sleep } from 'node:timers/promises';
import type { HostConfiguration } from './configuration';
import type { ServerRequest, ServerState } from './contract';
import { planLaunch, type LaunchPlan } from './launch-plan';
import { servedModelName } from './served-name';
import { isServerProcessAlive, startServerProcess, stopServerProcess } from './server-process';
import type { ServerRecord } from './server-record';
import {
  INITIAL_WEIGHT_VERSION,
  loadAdapter,
  readHealth,
  readModelNames,
  readPaused,
  readWeightVersion,
  reloadWeights,
  resume,
  setWeightVersion,
} from './vllm-control';

export interface BringOptions {
  record: ServerRecord;
  request: ServerRequest;
  url: string;
  configuration: HostConfiguration;
  onState: (state: ServerState) => void;
  /** Ends a reload that waits for answers in flight, because the server shall stop. */
  stopping: AbortSignal;
}

/** Thrown when another request arrived meanwhile; what was begun is judged again under the new one. */
export class SupersededError extends Error {}

/** One attempt to get from whatever runs now to a server that serves the request; every step looks before it acts. */
export async function bringToRequest(options: BringOptions): Promise<void> {
  const { record, request, url, configuration, onState } = options;
  const plan = await planLaunch(record.name, request, record.port, configuration);
  if (record.process?.planKey !== plan.key || !isServerProcessAlive(record)) {
    onState('starting');
    await stopServerProcess(record, configuration);
    await startServerProcess(record, plan, configuration);
  }
  await untilHealthy(options);
  switch (request.strategy) {
    case 'reload':
      return ensureWeights(url, request.model.digest, plan, options);
    case 'lora':
      return ensureAdapter(url, servedModelName(record.name, request), plan);
    case 'restart':
      // The weights came with the process, and its name says which they are.
      return;
  }
}

async function ensureWeights(url: string, digest: string, plan: LaunchPlan, options: BringOptions): Promise<void> {
  const version = await readWeightVersion(url);
  if (version === INITIAL_WEIGHT_VERSION && options.record.process?.startDigest === digest) {
    await setWeightVersion(url, digest);
  } else if (version !== digest) {
    options.onState('reloading');
    await reloadWeights(url, plan.folder, digest, options.stopping);
  }
  // A host that died between the last two steps of a reload leaves a server that accepts requests and answers none.
  if (await readPaused(url)) await resume(url);
}

async function ensureAdapter(url: string, name: string, plan: LaunchPlan): Promise<void> {
  const names = await readModelNames(url);
  if (!names.includes(name)) await loadAdapter(url, name, plan.folder);
}

async function untilHealthy({ record, request, url, configuration, onState }: BringOptions): Promise<void> {
  const { pollIntervalMs, startWithinMs } = configuration.timing;
  const deadline = Date.now() + startWithinMs;
  for (;;) {
    const health = await readHealth(url);
    if (health === 'healthy') return;
    onState('starting');
    if (record.desired !== request) throw new SupersededError();
    if (!isServerProcessAlive(record)) throw new Error('The server process ended while it was starting');
    if (health === 'engine-dead') throw new Error('The engine of the server died while it was starting');
    if (Date.now() > deadline) throw new Error(`The server was not healthy within ${startWithinMs / 1000} s`);
    await sleep(pollIntervalMs);
  }
}
