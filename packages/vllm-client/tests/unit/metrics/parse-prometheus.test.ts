import { parsePrometheus } from '../../../src/metrics/parse-prometheus';
import { vllmMetricsOf } from '../../../src/metrics/vllm-metrics';

const page = `# HELP vllm:num_requests_running Number of requests in model execution batches.
# TYPE vllm:num_requests_running gauge
vllm:num_requests_running{engine="0",model_name="m"} 3.0
vllm:num_requests_running{engine="1",model_name="m"} 2.0
vllm:num_requests_waiting{engine="0",model_name="m"} 0.0
vllm:kv_cache_usage_perc{engine="0",model_name="m"} 0.25
vllm:kv_cache_usage_perc{engine="1",model_name="m"} 0.75
vllm:prompt_tokens_total{engine="0",model_name="m"} 1.2e+03
vllm:generation_tokens_total{engine="0",model_name="m"} 640.0
vllm:prefix_cache_queries_total{engine="0",model_name="m"} 1200.0
vllm:prefix_cache_hits_total{engine="0",model_name="m"} 900.0
vllm:request_success_total{engine="0",finished_reason="stop",model_name="m"} 5.0
vllm:request_success_total{engine="1",finished_reason="stop",model_name="m"} 1.0
vllm:request_success_total{engine="0",finished_reason="abort",model_name="m"} 2.0
vllm:e2e_request_latency_seconds_bucket{engine="0",le="+Inf",model_name="m"} 8.0

process_start_time_seconds 1.76e+09 1700000000
`;

test('a page of vLLM is summed over its engines', () => {
  expect(vllmMetricsOf(parsePrometheus(page))).toMatchObject({
    running: 5,
    waiting: 0,
    kvCacheUsage: 0.75,
    promptTokens: 1200,
    generationTokens: 640,
    prefixCacheQueries: 1200,
    prefixCacheHits: 900,
    preemptions: undefined,
    finishedRequests: { stop: 6, abort: 2 },
  });
});

test.each([
  ['up 1', { name: 'up', labels: {}, value: 1 }],
  ['up{a="x, y",b="1"} +Inf', { name: 'up', labels: { a: 'x, y', b: '1' }, value: Infinity }],
  [String.raw`up{path="C:\\new\n\"q\"}"} -Inf`, { name: 'up', labels: { path: 'C:\\new\n"q"}' }, value: -Infinity }],
  ['up NaN', { name: 'up', labels: {}, value: NaN }],
])('%p is one sample', (line, expected) => {
  expect(parsePrometheus(line)).toEqual([expected]);
});

test('a line that is no sample is named', () => {
  expect(() => parsePrometheus('up 1\n<html>')).toThrow(/line 2 is not a metric sample: <html>/);
});
