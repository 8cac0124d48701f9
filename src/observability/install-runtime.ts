import { makeTelemetryFilterString, Runtime, type Logger, type MetricsExporterConfig } from '@temporalio/worker';

/** Sets the log of the SDK, its native part included, and where it shows its metrics. Once a process, before all else. */
export function installRuntime(logger: Logger, sdkMetricsAddress: string | undefined): void {
  Runtime.install({
    logger,
    telemetryOptions: {
      logging: { filter: makeTelemetryFilterString({ core: 'WARN', other: 'ERROR' }), forward: {} },
      ...(sdkMetricsAddress === undefined ? {} : { metrics: sdkMetrics(sdkMetricsAddress) }),
    },
  });
}

/** The SDK's metrics, named as Prometheus would have them; what workflows measure is among them. */
export function sdkMetrics(bindAddress: string): MetricsExporterConfig {
  return {
    prometheus: { bindAddress, countersTotalSuffix: true, unitSuffix: true, useSecondsForDurations: true },
  };
}
