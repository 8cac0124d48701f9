import { z } from 'zod';

const address = z
  .string()
  .regex(/^(.+:)?\d{1,5}$/, 'must be PORT or HOST:PORT')
  .transform((value) => {
    const [, host = '127.0.0.1', port] = /^(?:\[?(.+?)\]?:)?(\d+)$/.exec(value) ?? [];
    return { host, port: Number(port) };
  })
  .refine(({ port }) => port <= 65_535, { error: 'has a port above 65535' })
  .optional();
const text = z.string().min(1).optional();

/** The variables that say what a worker tells of itself, and to whom; `src/env.ts` reads them. */
export const observabilityVariables = {
  SRLM_LOG_FORMAT: z.enum(['text', 'json']).default('text').describe('How workers and the trainer write their logs.'),
  SRLM_METRICS_ADDRESS: address.describe(
    'Where a worker answers GET /metrics for Prometheus, as PORT (of 127.0.0.1) or HOST:PORT.',
  ),
  SRLM_TEMPORAL_METRICS_ADDRESS: address.describe(
    "The same for what Temporal's SDK measures in the worker, and for the progress of stages; a port of its own.",
  ),
  OTEL_EXPORTER_OTLP_ENDPOINT: text.describe(
    'OpenTelemetry collector (http/json). With it, or with OTEL_EXPORTER_OTLP_TRACES_ENDPOINT, workers send traces; OTEL_EXPORTER_OTLP_HEADERS, OTEL_SERVICE_NAME, OTEL_RESOURCE_ATTRIBUTES and OTEL_BSP_* hold too.',
  ),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: text.describe('The whole URL, where it does not end in /v1/traces.'),
  OTEL_EXPORTER_OTLP_PROTOCOL: text.describe('Only http/json, which is also what is sent where it is not set.'),
  OTEL_SDK_DISABLED: z.stringbool().default(false).describe('Sends no traces after all (true or false).'),
  SRLM_TRACE_CALLS: z.coerce
    .number()
    .min(0)
    .max(1)
    .default(0.01)
    .describe('Share of calls to model servers that get a span, 0 to 1; workflows and activities always do.'),
};

type ObservabilityVariables = z.output<z.ZodObject<typeof observabilityVariables>>;

export type ObservabilitySettings = ReturnType<typeof observabilitySettings>;

/** For example `127.0.0.1:9464`, or `[::1]:9464`. */
export function addressText({ host, port }: { host: string; port: number }): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** What the variables come to; no traces where no endpoint is named. */
export function observabilitySettings(data: ObservabilityVariables) {
  const hasEndpoint = [data.OTEL_EXPORTER_OTLP_ENDPOINT, data.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT].some(Boolean);
  return {
    logFormat: data.SRLM_LOG_FORMAT,
    metricsAddress: data.SRLM_METRICS_ADDRESS,
    sdkMetricsAddress: data.SRLM_TEMPORAL_METRICS_ADDRESS,
    tracing:
      hasEndpoint && !data.OTEL_SDK_DISABLED
        ? { protocol: data.OTEL_EXPORTER_OTLP_PROTOCOL, shareOfCalls: data.SRLM_TRACE_CALLS }
        : undefined,
  };
}
