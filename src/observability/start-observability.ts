import type { Logger, WorkerOptions } from '@temporalio/worker';
import type { CallObserver } from 'vllm-client';
import { collectDefaultMetrics } from 'prom-client';
import { installRuntime } from './install-runtime';
import { measureCalls } from './measure-calls';
import { registry } from './metrics';
import { serveMetrics } from './metrics-server';
import { addressText, type ObservabilitySettings } from './observability-settings';
import { scopeInterceptor } from './scope-interceptor';
import { startTracing } from './start-tracing';
import { bothObserve } from './trace-calls';

export interface Observability {
  /** Told of every call to a model server. */
  onCall: CallObserver;
  workerOptions: Pick<WorkerOptions, 'interceptors' | 'sinks'>;
  stop(): Promise<void>;
}

/** Starts what the settings ask for: logs, metrics and traces of this worker. Before all else of Temporal. */
export async function startObservability(settings: ObservabilitySettings, logger: Logger): Promise<Observability> {
  const { metricsAddress, sdkMetricsAddress } = settings;
  installRuntime(logger, sdkMetricsAddress && addressText(sdkMetricsAddress));
  const tracing = settings.tracing && startTracing(settings.tracing, logger);
  const server =
    metricsAddress &&
    (await serveMetrics(metricsAddress, registry).catch((cause: unknown) => {
      throw new Error(`SRLM_METRICS_ADDRESS: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    }));
  if (server) {
    collectDefaultMetrics({ register: registry });
    logger.info(`Metrics at ${server.url}`);
  }
  return {
    onCall: tracing ? bothObserve(measureCalls, tracing.onCall) : measureCalls,
    workerOptions: {
      // The first is the outermost: a scope describes the span that is there already.
      interceptors: { activity: [...(tracing ? [tracing.activityInterceptors] : []), scopeInterceptor] },
      ...(tracing ? { sinks: tracing.sinks } : {}),
    },
    stop: async () => {
      server?.close();
      await tracing?.stop();
    },
  };
}
