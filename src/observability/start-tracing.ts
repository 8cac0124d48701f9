import { context, diag, DiagLogLevel, propagation } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { detectResourcesSync, envDetectorSync, Resource } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import {
  makeWorkflowExporter,
  OpenTelemetryActivityInboundInterceptor,
  OpenTelemetryActivityOutboundInterceptor,
} from '@temporalio/interceptors-opentelemetry/lib/worker';
import type { ActivityInterceptorsFactory, InjectedSinks, Logger } from '@temporalio/worker';
import type { OpenTelemetrySinks } from '@temporalio/interceptors-opentelemetry/lib/workflow/definitions';
import type { CallObserver } from 'vllm-client';
import type { ObservabilitySettings } from './observability-settings';
import { traceCalls } from './trace-calls';

type TracingSettings = NonNullable<ObservabilitySettings['tracing']>;

/** What makes a worker's spans: of workflows (with a bundle that traces), of activities, and of calls. */
export interface Tracing {
  activityInterceptors: ActivityInterceptorsFactory;
  sinks: InjectedSinks<OpenTelemetrySinks>;
  onCall: CallObserver;
  /** Sends what is left. */
  stop(): Promise<void>;
}

/**
 * Starts tracing for this process. Endpoint, headers, service name, attributes and batches are OpenTelemetry's own
 * `OTEL_*` variables. An endpoint that is away costs spans, which the log tells, and nothing else.
 * @throws for a protocol that is not spoken
 */
export function startTracing({ protocol = 'http/json', shareOfCalls }: TracingSettings, logger: Logger): Tracing {
  if (protocol !== 'http/json') {
    throw new Error(
      `OTEL_EXPORTER_OTLP_PROTOCOL is ${protocol}, and workers send http/json; say so, or leave it unset`,
    );
  }
  diag.setLogger(logAdapter(logger), { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true });
  const resource = new Resource({ 'service.name': 'srlm-worker' }).merge(
    detectResourcesSync({ detectors: [envDetectorSync] }),
  );
  const processor = new BatchSpanProcessor(new OTLPTraceExporter());
  const provider = new NodeTracerProvider({ resource, spanProcessors: [processor] });
  provider.register();
  return {
    activityInterceptors: (ctx) => ({
      inbound: new OpenTelemetryActivityInboundInterceptor(ctx),
      outbound: new OpenTelemetryActivityOutboundInterceptor(ctx),
    }),
    sinks: { exporter: makeWorkflowExporter(processor, resource) },
    onCall: traceCalls(provider.getTracer('srlm'), shareOfCalls),
    stop: () => provider.shutdown(),
  };
}

/** The context of the span under way as headers of a request; none where none is, or nothing is traced. */
export function traceHeaders(): Record<string, string> {
  const headers: Record<string, string> = {};
  propagation.inject(context.active(), headers);
  return headers;
}

function logAdapter(logger: Logger) {
  const log = (level: 'DEBUG' | 'INFO' | 'WARN' | 'ERROR') => (message: string) =>
    void logger.log(level, `tracing: ${message}`);
  return { verbose: log('DEBUG'), debug: log('DEBUG'), info: log('INFO'), warn: log('WARN'), error: log('ERROR') };
}
