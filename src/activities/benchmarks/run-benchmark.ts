import { ApplicationFailure } from '@temporalio/activity';
import type { z } from 'zod';
import {
  benchmarkMetricsSchema,
  benchmarkScoresSchema,
  type BenchmarkResult,
  type BenchmarkSummary,
} from '../../core/benchmarks/benchmark-result';
import { responseRecordSchema, type Artifact } from '../../core/records';
import { benchmarkName, type Benchmark } from '../../recipes/benchmark-section';
import type { ServedModel } from '../../serving/served-model';
import type { ArtifactStore } from '../../store/artifact-store';
import { runLayout } from '../../store/run-layout';
import type { CallRunner } from '../labelling/call-runner';
import { workOnShard, type CallSettings } from '../labelling/work-on-shard';
import { answerItem } from './answer-item';
import type { BenchmarkDependencies } from './benchmark-kind';
import { keptQuestions } from './kept-questions';
import type { AskedBenchmark } from './kinds';
import { benchmarkSeeds, measureBenchmark, type Asking, type MeasuredModel } from './measure-benchmark';
import { runEvaluator } from './run-evaluator';

export interface RunBenchmarkInput extends MeasuredModel {
  served: ServedModel;
  /** Other models of the run, by name, to compare with where they have the same benchmark behind them. */
  against: readonly string[];
  benchmark: Benchmark;
  calls: CallSettings;
}

/** Puts a served model through a benchmark. What was measured once is read again. */
export async function runBenchmark(deps: BenchmarkDependencies, input: RunBenchmarkInput): Promise<BenchmarkResult> {
  const { store } = deps;
  const { run, model, benchmark } = input;
  const name = benchmarkName(benchmark);
  const measured = await store.find(runLayout(run).evaluation(model, `benchmarks/${name}/metrics.json`));
  const summary = measured
    ? benchmarkMetricsSchema.parse(JSON.parse(await store.readText(measured))).summary
    : await measure(deps, input);
  return { summary, files: await filesOf(store, run, model, name) };
}

async function measure(deps: BenchmarkDependencies, input: RunBenchmarkInput): Promise<BenchmarkSummary> {
  const { store } = deps;
  const { run, model, benchmark, against } = input;
  if (benchmark.kind === 'command') return runEvaluator(deps, { ...input, benchmark });
  const layout = runLayout(run);
  const name = benchmarkName(benchmark);
  const kept = await keptQuestions(store, run, name);
  if (!kept) throw ApplicationFailure.nonRetryable(`the questions of benchmark "${name}" are missing`, 'NotReady');
  const older = new Map<string, ReadonlyMap<string, number>>();
  for (const other of against) {
    const scores = await store.find(layout.evaluation(other, `benchmarks/${name}/scores.json`));
    if (!scores) continue;
    const theirs = benchmarkScoresSchema.parse(JSON.parse(await store.readText(scores)));
    older.set(other, new Map(Object.entries(theirs)));
  }
  const { scores, ...metrics } = await measureBenchmark(benchmark, kept, input, asking(deps, input, benchmark), older);
  await store.writeJson(layout.evaluation(model, `benchmarks/${name}/scores.json`), Object.fromEntries(scores));
  await store.writeJson(layout.evaluation(model, `benchmarks/${name}/metrics.json`), metrics);
  return metrics.summary;
}

/** Asks the model and the judge, with journals, and keeps what they say. */
function asking(deps: BenchmarkDependencies, input: RunBenchmarkInput, benchmark: AskedBenchmark): Asking {
  const { run, model, served, judge, seed, calls: settings } = input;
  const layout = runLayout(run);
  const name = benchmarkName(benchmark);
  const seedOf = benchmarkSeeds(seed, name);
  async function ask<Subject, Row extends object>(
    who: { served: ServedModel; file: 'answers' | 'judgments'; calls: string },
    subjects: readonly Subject[],
    schema: z.ZodType<Row>,
    askOne: (runner: CallRunner, subject: Subject) => Promise<Row[]>,
  ): Promise<Row[]> {
    const { artifact } = await workOnShard<Row>({
      ...deps,
      served: who.served,
      settings,
      output: layout.evaluation(model, `benchmarks/${name}/${who.file}.jsonl`),
      calls: layout.evaluation(model, `calls/${who.calls}.jsonl`),
      journal: layout.evaluation(model, `journals/${who.calls}`),
      total: subjects.length,
      work: async (runner, advance) => {
        const rows = await Promise.all(
          subjects.map(async (subject) => {
            const said = await askOne(runner, subject);
            advance();
            return said;
          }),
        );
        return rows.flat();
      },
    });
    return deps.store.readRows(artifact, schema);
  }
  return {
    answers: (items) =>
      ask({ served, file: 'answers', calls: `benchmark-${name}` }, items, responseRecordSchema, (runner, item) =>
        answerItem(runner, { served, model, maxTokens: benchmark.maxTokens, seedOf }, item),
      ),
    judged: (subjects, schema, askOne) =>
      ask({ served: judge, file: 'judgments', calls: judgeCalls(name) }, subjects, schema, askOne),
    async keep(file, rows) {
      const path = layout.evaluation(model, `benchmarks/${name}/${file}`);
      await (file.endsWith('.jsonl') ? deps.store.writeRows(path, rows) : deps.store.writeJson(path, rows));
    },
  };
}

/** No name has a point, so that the calls of a benchmark "x-judge" are others. */
function judgeCalls(name: string): string {
  return `benchmark-${name}.judge`;
}

/** Everything that the benchmark left of this model, for the history to name. */
async function filesOf(store: ArtifactStore, run: string, model: string, name: string): Promise<Artifact[]> {
  const layout = runLayout(run);
  const folder = `${layout.evaluationFolder(model)}/benchmarks/${name}`;
  const calls = [`calls/benchmark-${name}.jsonl`, `calls/${judgeCalls(name)}.jsonl`] as const;
  const paths = [...(await store.list(folder)), ...calls.map((file) => layout.evaluation(model, file))];
  const found = await Promise.all(paths.map((path) => store.find(path)));
  return found.flatMap((artifact) => artifact ?? []);
}
