import { ApplicationFailure } from '@temporalio/activity';
import { canonicalJson } from '../../core/canonical-json';
import type { Artifact } from '../../core/records';
import { benchmarkName, benchmarkSchema, type Benchmark } from '../../recipes/benchmark-section';
import { runLayout } from '../../store/run-layout';
import type { ActivityDependencies } from '../dependencies';
import { boundBenchmark } from './kinds';

export interface ImportBenchmarksInput {
  run: string;
  benchmarks: Benchmark[];
}

/** Checks the files of benchmarks row by row and keeps their questions, so that every model answers the same ones. */
export async function importBenchmarks(
  { store }: Pick<ActivityDependencies, 'store'>,
  { run, benchmarks }: ImportBenchmarksInput,
): Promise<{ files: Artifact[] }> {
  const files: Artifact[] = [];
  for (const benchmark of benchmarks) {
    const name = benchmarkName(benchmark);
    const path = runLayout(run).benchmark(name, 'benchmark.json');
    const questions = runLayout(run).benchmark(name, 'questions.jsonl');
    // Read before anything is written, so that a file that is mended or named otherwise can be tried again.
    const rows =
      benchmark.kind === 'command' || (await store.find(questions))
        ? []
        : (await boundBenchmark(benchmark).read()).slice(0, benchmark.limit);
    const stored = await store.writeJson(path, benchmark);
    const told = benchmarkSchema.parse(JSON.parse(await store.readText(stored)));
    if (canonicalJson({ ...told }) !== canonicalJson({ ...benchmark })) {
      throw ApplicationFailure.nonRetryable(
        `Run "${run}" has a benchmark "${name}" that was told otherwise (${path}); give this one another name`,
        'BenchmarkExists',
      );
    }
    files.push(stored);
    // Of two that write at the same time, and of one that comes later, the first one's questions stay.
    if (benchmark.kind !== 'command') files.push(await store.writeRows(questions, rows));
  }
  return { files };
}
