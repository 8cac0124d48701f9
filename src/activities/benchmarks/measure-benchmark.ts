import type { BenchmarkSummary } from '../../core/benchmarks/benchmark-result';
import { groupBy } from '../../core/group-by';
import type { ResponseRecord } from '../../core/records';
import { seedScope } from '../../core/seed-scope';
import { createRandom, deriveSeed } from '../../core/seeds';
import { pairedComparison } from '../../core/statistics/paired-comparison';
import type { ServedModel } from '../../serving/served-model';
import { benchmarkName } from '../../recipes/benchmark-section';
import type { BenchmarkContext, Item } from './benchmark-kind';
import { boundBenchmark, type AskedBenchmark } from './kinds';

export interface MeasuredModel {
  run: string;
  /** The name of the model under evaluation. */
  model: string;
  judge: ServedModel;
  selfJudged: boolean;
  /** The recipe's. */
  seed: number;
}

/** Where answers and judgments come from: models that are asked, or, in an audit, what is recorded of them. */
export interface Asking extends Pick<BenchmarkContext, 'judged' | 'keep'> {
  answers(items: readonly Item[]): Promise<ResponseRecord[]>;
}

export interface BenchmarkMetrics {
  summary: BenchmarkSummary;
  figures: object;
}

/** Measures a model by the kept questions. `older` holds what other models got, by name and question. */
export async function measureBenchmark(
  benchmark: AskedBenchmark,
  kept: readonly unknown[],
  measured: MeasuredModel,
  asking: Asking,
  older: ReadonlyMap<string, ReadonlyMap<string, number>>,
): Promise<BenchmarkMetrics & { scores: ReadonlyMap<string, number> }> {
  const { run, model, judge, selfJudged } = measured;
  const name = benchmarkName(benchmark);
  const seedOf = benchmarkSeeds(measured.seed, name);
  const random = () => createRandom(seedOf('', 'resampling'));
  const answers = { complete: 0, truncated: 0 };
  const { headline, scores, unread, figures } = await boundBenchmark(benchmark).measure(
    kept,
    async (items) => {
      const records = await asking.answers(items);
      const byItem = groupBy(records, ({ promptId }) => promptId);
      const answered = items.flatMap((item) => {
        const given = byItem.get(item.id);
        return given ? [{ item, answers: given }] : [];
      });
      answers.complete = answered.filter(({ item, answers: given }) => given.length === item.turns.length).length;
      answers.truncated = records.filter(({ finishReason }) => finishReason === 'length').length;
      return answered;
    },
    { modelName: `${run}-${model}`, judge, random: random(), seedOf, keep: asking.keep, judged: asking.judged },
  );
  const summary: BenchmarkSummary = {
    name,
    kind: benchmark.kind,
    headline,
    questions: kept.length,
    unanswered: kept.length - answers.complete,
    truncated: answers.truncated,
    unread,
    selfJudged: ['ifeval', 'gsm8k'].includes(benchmark.kind) ? null : selfJudged,
    against: [...older].map(([other, theirs]) => ({ model: other, ...pairedComparison(theirs, scores, random()) })),
    failure: null,
  };
  return { summary, figures, scores };
}

/** Seeds of a benchmark's draws: the same for every model, so that models differ by themselves alone. */
export function benchmarkSeeds(seed: number, name: string): BenchmarkContext['seedOf'] {
  const scope = seedScope({ seed, iteration: 0, attempt: 1 });
  return (id, purpose) => deriveSeed({ ...scope, promptId: id, purpose: `benchmark/${name}/${purpose}` });
}
