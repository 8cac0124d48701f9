import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { collectDefaultMetrics } from 'prom-client';
import { z } from 'zod';
import { watchPools } from '../../../src/observability/pool-metrics';
import { registry } from '../../../src/observability/metrics';
import { stageProgressMetric } from '../../../src/core/stage-progress-metric';
import { exposedMetrics, missingMetrics } from '../../observability/exposed-metrics';
import { parseExpression } from '../../observability/promql';
import { alertRules, dashboard, usedExpressions } from '../../observability/used-expressions';

/** Names that the SDK itself exposes, as a worker showed them. */
const SDK_PAGE = [
  ['temporal_activity_schedule_to_start_latency_seconds', 'histogram'],
  ['temporal_workflow_task_schedule_to_start_latency_seconds', 'histogram'],
  ['temporal_worker_task_slots_available', 'gauge'],
  ['temporal_request_total', 'counter'],
  [stageProgressMetric.name, 'gauge'],
]
  .map(([name, type]) => `# TYPE ${name} ${type}`)
  .join('\n');

const labelNamesSchema = z.object({ labelNames: z.array(z.string()) });

/** Labels that Prometheus and its histograms add. */
const ADDED = ['instance', 'job', 'le'];

/** The families that the trainer declares, and their labels, as its source names them. */
function trainerFamilies(): { name: string; type: string; labels: string[] }[] {
  const source = readFileSync(join(__dirname, '../../../infra/trainer/srlm_trainer/prometheus.py'), 'utf8');
  return [
    ...source.matchAll(/(Gauge|Counter)MetricFamily\(\s*"(\w+)"[^)]*?(?:labels=\[([^\]]*)\])?,?\s*(?:value=[^)]*)?\)/g),
  ].map(([, kind = '', name = '', labels = '']) => ({
    name: kind === 'Counter' ? `${name}_total` : name,
    type: kind.toLowerCase(),
    labels: [...labels.matchAll(/"(\w+)"/g)].map(([, label = '']) => label),
  }));
}

async function pages(): Promise<string[]> {
  const trainer = trainerFamilies().map(({ name, type }) => `# TYPE ${name} ${type}`);
  return [await registry.metrics(), trainer.join('\n'), SDK_PAGE];
}

beforeAll(() => {
  collectDefaultMetrics({ register: registry });
  watchPools(() => []);
});
afterAll(() => registry.clear());

describe('the dashboard and the alert rules', () => {
  it('use only metrics that exist', async () => {
    expect(trainerFamilies().length).toBeGreaterThanOrEqual(5);
    expect(missingMetrics(await pages())).toEqual([]);
  });

  it.each(usedExpressions)('%s is PromQL over labels that its metrics have', (_, expression) => {
    const { metrics, groupedBy } = parseExpression(expression);
    expect(metrics.length).toBeGreaterThan(0);
    for (const { name, labels } of metrics) {
      const known = [...(labelsOf(name) ?? labels), ...ADDED];
      expect(labels.filter((label) => !known.includes(label))).toEqual([]);
    }
    const all = metrics.flatMap(({ name }) => labelsOf(name) ?? groupedBy);
    expect(groupedBy.filter((label) => ![...all, ...ADDED].includes(label))).toEqual([]);
  });

  it('show nothing that is not explained, and no panel over another', () => {
    const { panels } = dashboard;
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    const taken = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, cell) => `${x + (cell % w)},${y + Math.floor(cell / w)}`),
    );
    expect(new Set(taken).size).toBe(taken.length);
    expect(panels.every(({ gridPos: { x, w } }) => x + w <= 24)).toBe(true);
    for (const { description } of panels.filter(({ type }) => type !== 'row')) expect(description).toMatch(/\.$/);
  });

  it('name in their texts only labels that their expressions keep', () => {
    expect(new Set(alertRules.map(({ alert }) => alert)).size).toBe(alertRules.length);
    for (const { expr, annotations } of alertRules) {
      const { groupedBy, metrics } = parseExpression(expr);
      const named = [...JSON.stringify(annotations).matchAll(/\$labels\.(\w+)/g)].map(([, label]) => label);
      const kept =
        groupedBy.length > 0 ? groupedBy : ['instance', ...metrics.flatMap(({ name }) => labelsOf(name) ?? [])];
      expect(named.filter((label) => label !== undefined && !kept.includes(label))).toEqual([]);
    }
  });
});

describe('the check of a scraped page', () => {
  it('takes what a family declares, also before its first sample', () => {
    const page =
      '# HELP a_seconds x\n# TYPE a_seconds histogram\n# TYPE b_total counter\nb_total{x="y"} 1\n# TYPE c gauge\n';
    expect(exposedMetrics(page)).toEqual(
      new Set(['a_seconds_bucket', 'a_seconds_sum', 'a_seconds_count', 'b_total', 'c']),
    );
  });

  it('names what is missing', async () => {
    const [worker = '', ...others] = await pages();
    const without = worker.replace('# TYPE srlm_tokens_total counter', '');
    expect(missingMetrics([without, ...others])).toEqual(['srlm_tokens_total']);
    expect(missingMetrics([worker, SDK_PAGE])).toContain('srlm_trainer_job_loss');
  });
});

it.each(['sum by (run (x)', 'rate(x[5m]', 'x > > 1', ''])('%j is no PromQL', (expression) => {
  expect(() => parseExpression(expression)).toThrow('not PromQL');
});

/** The labels of a metric of ours; undefined for those of others. */
function labelsOf(series: string): readonly string[] | undefined {
  if (series === stageProgressMetric.name) return stageProgressMetric.labels;
  const trainer = trainerFamilies().find(({ name }) => name === series);
  if (trainer) return trainer.labels;
  const metric =
    registry.getSingleMetric(series) ?? registry.getSingleMetric(series.replace(/_(bucket|sum|count)$/, ''));
  return metric && series.startsWith('srlm_') ? labelNamesSchema.parse(metric).labelNames : undefined;
}
