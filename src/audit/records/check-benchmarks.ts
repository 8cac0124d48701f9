import type { z } from 'zod';
import { keptQuestions } from '../../activities/benchmarks/kept-questions';
import { measureBenchmark, type Asking } from '../../activities/benchmarks/measure-benchmark';
import { benchmarkMetricsSchema, benchmarkScoresSchema } from '../../core/benchmarks/benchmark-result';
import { evaluatorSummary, reportedFiguresSchema } from '../../core/benchmarks/reported-figures';
import { canonicalJson } from '../../core/canonical-json';
import { responseRecordSchema } from '../../core/records';
import { benchmarkSchema } from '../../recipes/benchmark-section';
import type { Recipe } from '../../recipes/recipe';
import type { ArtifactStore } from '../../store/artifact-store';
import { runLayout } from '../../store/run-layout';
import type { Findings } from '../findings';
import { storedJson } from '../stored-json';
import { asServed } from './as-served';

/** Measures the benchmarks of a model again, from its recorded answers and what the judge is recorded to have said. */
export async function checkBenchmarks(
  store: ArtifactStore,
  { name: model, digest }: { name: string; digest: string },
  { run, seed, roles }: Pick<Recipe, 'run' | 'seed' | 'roles'>,
  findings: Findings,
): Promise<void> {
  const layout = runLayout(run);
  const folder = `${layout.evaluationFolder(model)}/benchmarks`;
  const names = new Set((await store.list(folder)).map((path) => path.slice(folder.length + 1).split('/')[0] ?? ''));
  for (const name of names) {
    const path = layout.evaluation(model, `benchmarks/${name}/metrics.json`);
    const stored = await storedJson(store, path, benchmarkMetricsSchema);
    if (stored.kind === 'missing') continue; // an evaluation under way, or a program that failed
    if (stored.kind === 'malformed') {
      findings.differ(path, `is no evaluation: ${stored.problem}`);
      continue;
    }
    if (stored.value.summary.kind === 'command') {
      await checkReported(store, { run, model, name }, stored.value, findings);
      continue;
    }
    const spec = await storedJson(store, layout.benchmark(name, 'benchmark.json'), benchmarkSchema);
    const kept = await keptQuestions(store, run, name);
    if (spec.kind !== 'read' || spec.value.kind === 'command' || !kept) {
      findings.differ(
        path,
        `cannot be made again: ${layout.benchmark(name, kept ? 'benchmark.json' : 'questions.jsonl')} is not what it was`,
      );
      continue;
    }
    const selfJudged = roles.evaluationJudge === 'self';
    const judge = asServed(roles.evaluationJudge === 'self' ? digest : `external:${roles.evaluationJudge.model}`, []);
    const older = new Map<string, ReadonlyMap<string, number>>();
    for (const { model: other } of stored.value.summary.against) {
      const scores = await storedJson(
        store,
        layout.evaluation(other, `benchmarks/${name}/scores.json`),
        benchmarkScoresSchema,
      );
      if (scores.kind === 'read') older.set(other, new Map(Object.entries(scores.value)));
    }
    const measured = { run, model, judge, selfJudged, seed };
    const { summary, figures } = await measureBenchmark(
      spec.value,
      kept,
      measured,
      recorded(store, run, model, name),
      older,
    );
    const again = benchmarkMetricsSchema.parse(JSON.parse(JSON.stringify({ summary, figures })));
    if (canonicalJson(again) === canonicalJson(stored.value)) findings.prove('evaluations', 1);
    else findings.differ(path, 'is not what the recorded answers and judgments give');
  }
}

/** Holds what is shown of a program against the figures that it reported. */
async function checkReported(
  store: ArtifactStore,
  { run, model, name }: { run: string; model: string; name: string },
  stored: z.infer<typeof benchmarkMetricsSchema>,
  findings: Findings,
): Promise<void> {
  const layout = runLayout(run);
  const path = layout.evaluation(model, `benchmarks/${name}/metrics.json`);
  const attempt = stored.figures?.['attempt'];
  if (typeof attempt !== 'number') {
    const nothing = { summary: evaluatorSummary(name, { reported: null, failure: null }) };
    if (canonicalJson(nothing) !== canonicalJson(stored))
      findings.differ(path, 'names no try that reported its figures');
    return;
  }
  const file = layout.evaluation(model, `benchmarks/${name}/attempt-${attempt}.figures.json`);
  const read = await storedJson(store, file, reportedFiguresSchema);
  if (read.kind !== 'read') {
    findings.differ(file, read.kind === 'missing' ? 'is missing' : `holds no figures: ${read.problem}`);
    return;
  }
  const summary = evaluatorSummary(name, { reported: read.value, failure: null });
  const again = { summary, figures: { attempt, reported: read.value } };
  if (canonicalJson(again) === canonicalJson(stored)) findings.prove('evaluations', 1);
  else findings.differ(path, `is not what the figures in ${file} give`);
}

/** What models are recorded to have said; nothing is asked, and nothing kept. */
function recorded(store: ArtifactStore, run: string, model: string, name: string): Asking {
  const layout = runLayout(run);
  const find = (file: 'answers.jsonl' | 'judgments.jsonl') =>
    store.find(layout.evaluation(model, `benchmarks/${name}/${file}`));
  return {
    async answers() {
      const artifact = await find('answers.jsonl');
      return artifact ? store.readRows(artifact, responseRecordSchema) : [];
    },
    async judged(_, schema) {
      const artifact = await find('judgments.jsonl');
      return artifact ? store.readRows(artifact, schema) : [];
    },
    async keep() {},
  };
}
