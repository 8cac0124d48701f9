import { makeTelemetryFilterString, Runtime, type Logger } from '@temporalio/worker';

/** Sets the log of the SDK, its native part included, and where it exposes its own metrics. Once a process, before all else. */
export function installRuntime(logger: Logger, sdkMetricsAddress: string | undefined): void {
  Runtime.install({
    logger,
    telemetryOptions: {
      logging: { filter: makeTelemetryFilterString({ core: 'WARN', other: 'ERROR' }), forward: {} },
      ...(sdkMetricsAddress === undefined
        ? {}
        : {
            metrics: {
              // What the workflows count is named by us already; the SDK's own names get their usual prefix.
              prometheus: {
                bindAddress: sdkMetricsAddress,
                countersTotalSuffix: true,
                unitSuffix: true,
                useSecondsForDurations: true,
              },
            },
          }),
    },
  });
}
