import { bringToRequest, SupersededError } from './bring-to-request';
import { createChangeSignal } from './change-signal';
import { logFileOf, type HostConfiguration } from './configuration';
import type { ServerRequest, ServerState, ServerStatus } from './contract';
import { RefusedError, UnservableModelError } from './errors';
import { lastWords } from './last-words';
import { proofOf, servedModelName } from './served-name';
import { isServerProcessAlive, stopServerProcess } from './server-process';
import { saveServerRecord, type ServerRecord } from './server-record';
import { readHealth } from './vllm-control';

export interface ModelServer {
  status(): ServerStatus;
  /** Sets what should be served; the status says when it is. Asking again after a failure tries again. */
  serve(request: ServerRequest): ServerStatus;
  stop(): Promise<ServerStatus>;
}

const HEALTH_CHECK_EVERY_POLLS = 10;
const IDLE_WAIT_MS = 60_000;

/** One model server: a record of what should be served, and one loop that makes it so for as long as the host lives. */
export function createModelServer(record: ServerRecord, configuration: HostConfiguration): ModelServer {
  const { timing, stateFolder } = configuration;
  const url = `http://127.0.0.1:${record.port}`;
  const logFile = logFileOf(configuration, record.name);
  const changed = createChangeSignal();
  const settled: (() => void)[] = [];
  let state: ServerState = record.desired ? 'starting' : 'stopped';
  let error: string | null = null;
  let failures = 0;
  let stopping = new AbortController();

  async function run(): Promise<never> {
    for (;;) {
      try {
        if (record.desired) await serveUntilChanged(record.desired);
        else await rest();
      } catch (cause) {
        // The disk is full, or a process cannot be killed: say so, and look again rather than give up.
        state = 'failed';
        error = messageOf(cause);
        await changed.wait(timing.pollIntervalMs);
      }
    }
  }

  async function rest(): Promise<void> {
    const waiting = settled.splice(0);
    try {
      await stopServerProcess(record, configuration);
      if (record.desired) return;
      state = 'stopped';
      error = null;
    } catch (cause) {
      state = 'failed';
      error = messageOf(cause);
    } finally {
      for (const resolve of waiting) resolve();
    }
    while (!record.desired && settled.length === 0) await changed.wait(IDLE_WAIT_MS);
  }

  async function serveUntilChanged(request: ServerRequest): Promise<void> {
    try {
      await bringToRequest({
        record,
        request,
        url,
        configuration,
        onState: (next) => (state = next),
        stopping: stopping.signal,
      });
      if (record.desired !== request) return;
      state = 'ready';
      await watch(request);
    } catch (cause) {
      if (cause instanceof SupersededError || record.desired !== request) return;
      await afterFailure(request, cause);
    }
  }

  async function watch(request: ServerRequest): Promise<void> {
    const readyAt = Date.now();
    for (let polls = 1; record.desired === request; polls += 1) {
      await changed.wait(timing.pollIntervalMs);
      if (!isServerProcessAlive(record)) throw new Error('The server process ended by itself');
      if (polls % HEALTH_CHECK_EVERY_POLLS === 0 && (await readHealth(url)) === 'engine-dead')
        throw new Error('The engine of the server died');
      if (Date.now() - readyAt > timing.stableAfterMs) failures = 0;
    }
  }

  async function afterFailure(request: ServerRequest, cause: unknown): Promise<void> {
    const hopeless = cause instanceof UnservableModelError || cause instanceof RefusedError;
    const delayMs = hopeless ? undefined : timing.restartDelaysMs[failures];
    error = hopeless ? cause.message : `${messageOf(cause)}; the log ${logFile} says: ${await lastWords(logFile)}`;
    failures += 1;
    state = delayMs === undefined ? 'failed' : 'starting';
    // Never two processes for one server, and never half of one that holds memory: what is left of it goes first.
    if (!hopeless) await stopServerProcess(record, configuration);
    const until = delayMs === undefined ? Infinity : Date.now() + delayMs;
    while (record.desired === request && Date.now() < until) {
      await changed.wait(Math.min(until - Date.now(), IDLE_WAIT_MS));
    }
  }

  const status = (): ServerStatus => {
    const { desired } = record;
    return {
      name: record.name,
      state,
      url,
      servedModelName: desired && servedModelName(record.name, desired),
      model: desired && { name: desired.model.name, digest: desired.model.digest },
      proof: desired && proofOf(record.name, desired),
      strategy: desired?.strategy ?? null,
      pid: record.process?.identity?.pid ?? null,
      error,
      startedAt: record.process?.startedAt ?? null,
      log: logFile,
    };
  };

  void run();
  return {
    status,
    serve(request) {
      const same = JSON.stringify(request) === JSON.stringify(record.desired);
      if (same && state !== 'failed') return status();
      // At once, so that nobody who polls sees "ready" for a model that was replaced a moment ago.
      state = state === 'ready' && request.strategy !== 'restart' ? 'reloading' : 'starting';
      record.desired = request;
      stopping = new AbortController();
      error = null;
      failures = 0;
      saveServerRecord(stateFolder, record);
      changed.notify();
      return status();
    },
    async stop() {
      state = 'stopping';
      stopping.abort();
      record.desired = null;
      saveServerRecord(stateFolder, record);
      await new Promise<void>((resolve) => {
        settled.push(resolve);
        changed.notify();
      });
      return status();
    },
  };
}

const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));
