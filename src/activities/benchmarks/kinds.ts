import type { Benchmark } from '../../recipes/benchmark-section';
import { alpacaEval } from './alpaca-eval';
import { arenaHard } from './arena-hard';
import type { Answered, AskedKind, BenchmarkContext, BenchmarkKind, Item, Measured, Spec } from './benchmark-kind';
import { gsm8k } from './gsm8k';
import { ifeval } from './ifeval';
import { mtBench } from './mt-bench';
import { mtBenchPairwise } from './mt-bench-pairwise';

export type AskedBenchmark = Exclude<Benchmark, { kind: 'command' }>;

/** Answers questions with the model under evaluation; those that had to be set aside are not among the answered ones. */
export type Answer = <Question extends Item>(items: readonly Question[]) => Promise<Answered<Question>[]>;

/** A kind with what a recipe says of it. */
export interface BoundBenchmark {
  /** @throws DataError */
  read(): Promise<Item[]>;
  /** Has the kept questions answered, and measures the answers. */
  measure(kept: readonly unknown[], answer: Answer, context: BenchmarkContext): Promise<Measured>;
}

export function boundBenchmark(spec: AskedBenchmark): BoundBenchmark {
  switch (spec.kind) {
    case 'ifeval':
      return bound(ifeval, spec);
    case 'gsm8k':
      return bound(gsm8k, spec);
    case 'mt-bench':
      return bound(mtBench, spec);
    case 'mt-bench-pairwise':
      return bound(mtBenchPairwise, spec);
    case 'alpaca-eval':
      return bound(alpacaEval, spec);
    case 'arena-hard':
      return bound(arenaHard, spec);
  }
}

function bound<Kind extends AskedKind, Question extends Item>(
  kind: BenchmarkKind<Kind, Question>,
  spec: Spec<Kind>,
): BoundBenchmark {
  return {
    read: () => kind.read(spec),
    async measure(kept, answer, context) {
      const items = kept.map((row) => kind.schema.parse(row));
      return kind.measure(context, spec, await answer(items));
    },
  };
}
