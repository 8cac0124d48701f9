import { context, propagation, SpanKind, SpanStatusCode, trace, type Tracer } from '@opentelemetry/api';
import type { CallObserver } from 'vllm-client';

/**
 * Makes a span of a share of all calls, below the span of their activity, and hands its context on to the server. The
 * names are those of OpenTelemetry's conventions for generative models; texts are never part of a span.
 */
export function traceCalls(tracer: Tracer, share: number, random: () => number = Math.random): CallObserver {
  return ({ baseUrl, route, model }) => {
    if (random() >= share) return {};
    const operation = route.endsWith('/chat/completions') ? 'chat' : 'text_completion';
    const span = tracer.startSpan(`${operation} ${model}`, {
      kind: SpanKind.CLIENT,
      attributes: {
        'gen_ai.operation.name': operation,
        'gen_ai.request.model': model,
        'server.address': baseUrl,
      },
    });
    const headers: Record<string, string> = {};
    propagation.inject(trace.setSpan(context.active(), span), headers);
    return {
      headers,
      ended: (end) => {
        if (end.kind === 'failed') {
          const { name, message } = end.error instanceof Error ? end.error : new Error(String(end.error));
          span.setAttribute('error.type', name).setStatus({ code: SpanStatusCode.ERROR, message });
        } else if (end.usage) {
          span.setAttribute('gen_ai.usage.input_tokens', end.usage.promptTokens);
          span.setAttribute('gen_ai.usage.output_tokens', end.usage.completionTokens);
        }
        span.end();
      },
    };
  };
}

/** Both observers watch each call; headers of the second win. */
export function bothObserve(first: CallObserver, second: CallObserver): CallObserver {
  return (call) => {
    const [a, b] = [first(call), second(call)];
    return {
      headers: { ...a.headers, ...b.headers },
      ended: (end) => {
        a.ended?.(end);
        b.ended?.(end);
      },
    };
  };
}
