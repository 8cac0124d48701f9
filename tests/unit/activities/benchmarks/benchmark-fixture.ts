import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MockActivityEnvironment } from '@temporalio/testing';
import { z } from 'zod';
import { importBenchmarks } from '../../../../src/activities/benchmarks/import-benchmarks';
import { runBenchmark, type RunBenchmarkInput } from '../../../../src/activities/benchmarks/run-benchmark';
import type { CommandRunner } from '../../../../src/clients/command-runner';
import type { BenchmarkResult } from '../../../../src/core/benchmarks/benchmark-result';
import { benchmarkSchema } from '../../../../src/recipes/benchmark-section';
import { createFileSystemStore } from '../../../../src/store/file-system-store';
import { createRecordedCalls } from '../../../../src/store/recorded-calls';
import { runLayout } from '../../../../src/store/run-layout';
import { jsonLines } from '../../data/temporary-files';
import { temporaryFolder } from '../../../temporary-folder';
import { completion } from '../judging-fixture';
import { modelServer } from '../model-server';

const chatSchema = z.looseObject({
  model: z.string(),
  messages: z.array(z.looseObject({ role: z.string(), content: z.string() })),
});
export type Chat = z.infer<typeof chatSchema>;

/** What the model and the judge say, by the request. A body of its own may stand for the text. */
export type Script = (chat: Chat) => string | { body: object } | { status: number };

export const lastOf = ({ messages }: Chat): string => messages.at(-1)?.content ?? '';
export const isJudge = ({ model }: Chat): boolean => model === 'judge';

/** A model and a judge behind one server, put through benchmarks in a store of their own. */
export function benchmarkFixture() {
  const folder = temporaryFolder();
  const { server, pools, served } = modelServer();
  const store = () => createFileSystemStore(folder());

  return {
    folder,
    store,
    /** A file that a recipe names. */
    file: (name: string, rows: readonly unknown[]): string => {
      const path = join(folder(), name);
      writeFileSync(path, name.endsWith('.json') ? JSON.stringify(rows) : jsonLines(rows));
      return path;
    },
    script: (answer: Script): void => {
      server().behave(({ path, body }) => {
        if (path !== '/v1/chat/completions') return { kind: 'json', body: {} };
        const said = answer(chatSchema.parse(body));
        if (typeof said === 'string') return { kind: 'json', body: completion([said]) };
        return 'body' in said
          ? { kind: 'json', body: said.body }
          : { kind: 'json', status: said.status, body: { error: { message: 'no' } } };
      });
    },
    chats: () =>
      server()
        .requests.filter(({ path }) => path === '/v1/chat/completions')
        .map(({ body }) => chatSchema.parse(body)),
    /** Puts a model of run `a` through a benchmark, as a recipe would name it. */
    run: async (
      typed: object,
      { model = 'M2', commands = null, ...more }: Partial<RunBenchmarkInput> & { commands?: CommandRunner | null } = {},
    ): Promise<BenchmarkResult> => {
      const benchmark = benchmarkSchema.parse(typed);
      const unused = () => Promise.reject(new Error('not used'));
      const deps = {
        store: store(),
        pools: pools(),
        recordedCalls: createRecordedCalls(folder()),
        inferenceHost: { get: unused, put: unused },
        commands,
      };
      const input: RunBenchmarkInput = {
        run: 'a',
        model,
        served: served('m'),
        judge: served('judge'),
        selfJudged: false,
        against: [],
        benchmark,
        seed: 1,
        calls: { callsInFlight: 4 },
        ...more,
      };
      return new MockActivityEnvironment().run(async () => {
        await importBenchmarks(deps, { run: 'a', benchmarks: [benchmark] });
        return runBenchmark(deps, input);
      });
    },
    /** A file that the benchmark left of a model. */
    left: async (name: string, file: string, model = 'M2'): Promise<unknown> => {
      const path = `${runLayout('a').evaluationFolder(model)}/benchmarks/${name}/${file}`;
      const artifact = await store().find(path);
      if (!artifact) throw new Error(`${path} is not there`);
      const text = await store().readText(artifact);
      if (file.endsWith('.json')) return JSON.parse(text);
      return file.endsWith('.jsonl')
        ? text
            .split('\n')
            .filter(Boolean)
            .map((line): unknown => JSON.parse(line))
        : text;
    },
  };
}
