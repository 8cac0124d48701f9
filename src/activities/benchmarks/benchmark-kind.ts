import type { z } from 'zod';
import type { Headline } from '../../core/benchmarks/benchmark-result';
import type { Random } from '../../core/random';
import type { ResponseRecord } from '../../core/records';
import type { Benchmark } from '../../recipes/benchmark-section';
import type { ServedModel } from '../../serving/served-model';
import type { BenchmarkFile } from '../../store/run-layout';
import type { ActivityDependencies } from '../dependencies';
import type { CallRunner } from '../labelling/call-runner';
import type { LabellingDependencies } from '../labelling/work-on-shard';

/** What benchmarks use from outside. */
export type BenchmarkDependencies = LabellingDependencies & Pick<ActivityDependencies, 'commands'>;

/** The benchmarks whose questions srlm asks; the other kind is a program. */
export type AskedKind = Exclude<Benchmark['kind'], 'command'>;
export type Spec<Kind extends AskedKind> = Extract<Benchmark, { kind: Kind }>;

/** What is asked of a model. */
export interface Item {
  id: string;
  turns: string[];
  temperature: number;
}

/** A question with the answers to its turns, as many as could be had. */
export interface Answered<Question extends Item> {
  item: Question;
  answers: ResponseRecord[];
}

export interface Measured {
  headline: Headline;
  /** What each question came to, to compare models on; without those that say nothing. */
  scores: Map<string, number>;
  unread: number;
  /** Everything that was measured, for the metrics file. */
  figures: object;
}

/** What a benchmark works with. */
export interface BenchmarkContext {
  /** The model under evaluation, as the upstream project's files name it. */
  modelName: string;
  judge: ServedModel;
  random: Random;
  seedOf: (id: string, purpose: string) => number;
  /** Keeps what the upstream project's own programs read. */
  keep: (file: BenchmarkFile, rows: readonly object[]) => Promise<void>;
  /** Has the judge say something of each item, with journals; rows in the order of the items. */
  judged: <Subject, Row extends object>(
    subjects: readonly Subject[],
    schema: z.ZodType<Row>,
    ask: (runner: CallRunner, subject: Subject) => Promise<Row[]>,
  ) => Promise<Row[]>;
}

export interface BenchmarkKind<Kind extends AskedKind, Question extends Item> {
  /** Reads the files that a recipe names. @throws DataError */
  read(spec: Spec<Kind>): Promise<Question[]>;
  /** A question as the store keeps it. */
  schema: z.ZodType<Question>;
  measure(context: BenchmarkContext, spec: Spec<Kind>, answered: Answered<Question>[]): Promise<Measured>;
}
