import type { BenchmarkSummary } from '../core/benchmarks/benchmark-result';
import { fallNotes } from '../core/benchmarks/fall-notes';
import type { ModelReference } from '../core/records';
import { benchmarkName, type Benchmark } from '../recipes/benchmark-section';
import { externalModel, type ServedModel } from '../serving/served-model';
import { beating, bookkeeping, callSettings, labelling } from './activity-proxies';
import type { ModelContext } from './make-model';
import { pausable } from './pausable';

/** Puts a served model through benchmarks, one after the other, and tells of programs that failed. */
export async function runBenchmarks(
  { recipe, progress, pauseSwitch }: ModelContext,
  model: ModelReference,
  served: ServedModel,
  against: readonly string[],
  benchmarks: readonly Benchmark[],
): Promise<BenchmarkSummary[]> {
  if (benchmarks.length === 0) return [];
  const { run, seed, roles } = recipe;
  await bookkeeping.importBenchmarks({ run, benchmarks: [...benchmarks] });
  const selfJudged = roles.evaluationJudge === 'self';
  const judge = roles.evaluationJudge === 'self' ? served : externalModel(roles.evaluationJudge);
  const summaries: BenchmarkSummary[] = [];
  for (const benchmark of benchmarks) {
    const name = benchmarkName(benchmark);
    progress.enter('evaluation', `${model.name}: ${name}`);
    const { summary } = await pausable(pauseSwitch, () =>
      labelling.runBenchmark.executeWithOptions(beating(recipe, `${name} of ${model.name}`), [
        { run, model: model.name, served, judge, selfJudged, against, benchmark, seed, calls: callSettings(recipe) },
      ]),
    );
    if (summary.failure !== null) progress.status.notes.push(`${name} of ${model.name}: ${summary.failure}`);
    progress.status.notes.push(...fallNotes(model.name, summary, against[0]));
    summaries.push(summary);
  }
  return summaries;
}
