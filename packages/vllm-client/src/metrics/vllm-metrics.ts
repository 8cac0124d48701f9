import type { MetricSample } from './parse-prometheus';

/**
 * What the engine says about its work, summed over the engines of the server. Counters start at 0 with the server.
 * A field is undefined when the server does not report it.
 */
export interface VllmMetrics {
  /** Requests in the running batch now. */
  running: number | undefined;
  /** Requests waiting for a place in the batch now. */
  waiting: number | undefined;
  /** The used share of the key-value cache, 0 to 1; of the fullest engine. */
  kvCacheUsage: number | undefined;
  /** Counter of prompt tokens. */
  promptTokens: number | undefined;
  /** Counter of generated tokens. It stands still while `running` is above 0 when the engine hangs. */
  generationTokens: number | undefined;
  /** Counter of prompt tokens looked up in the prefix cache. */
  prefixCacheQueries: number | undefined;
  /** Counter of prompt tokens found there. */
  prefixCacheHits: number | undefined;
  /** Counter of requests that had to give up their cache and start again. */
  preemptions: number | undefined;
  /** Counters of finished requests by finish reason. */
  finishedRequests: Record<string, number>;
  /** Every sample of the page. */
  samples: readonly MetricSample[];
}

/** Finds vLLM's metrics among the samples of a page. */
export function vllmMetricsOf(samples: readonly MetricSample[]): VllmMetrics {
  const valuesOf = (name: string) =>
    samples.filter((sample) => sample.name === `vllm:${name}`).map(({ value }) => value);
  return {
    running: sum(valuesOf('num_requests_running')),
    waiting: sum(valuesOf('num_requests_waiting')),
    kvCacheUsage: largest(valuesOf('kv_cache_usage_perc')),
    promptTokens: sum(valuesOf('prompt_tokens_total')),
    generationTokens: sum(valuesOf('generation_tokens_total')),
    prefixCacheQueries: sum(valuesOf('prefix_cache_queries_total')),
    prefixCacheHits: sum(valuesOf('prefix_cache_hits_total')),
    preemptions: sum(valuesOf('num_preemptions_total')),
    finishedRequests: finishedRequestsOf(samples),
    samples,
  };
}

function finishedRequestsOf(samples: readonly MetricSample[]): Record<string, number> {
  const finished: Record<string, number> = {};
  for (const { name, labels, value } of samples) {
    const reason = labels['finished_reason'];
    if (name !== 'vllm:request_success_total' || reason === undefined) continue;
    finished[reason] = (finished[reason] ?? 0) + value;
  }
  return finished;
}

function sum(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : values.reduce((total, value) => total + value, 0);
}

function largest(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : Math.max(...values);
}
