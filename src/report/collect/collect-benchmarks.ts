import { z } from 'zod';
import { benchmarkSummarySchema, type BenchmarkSummary } from '../../core/benchmarks/benchmark-result';
import type { ArtifactStore } from '../../store/artifact-store';
import { runLayout } from '../../store/run-layout';
import { storedJson } from './stored-json';

const measuredSchema = z.object({ summary: benchmarkSummarySchema });

/** What a model came to in each benchmark; of a program that never ended well, how its newest try ended. */
export async function collectBenchmarks(store: ArtifactStore, run: string, model: string): Promise<BenchmarkSummary[]> {
  const folder = `${runLayout(run).evaluationFolder(model)}/benchmarks`;
  const files = (await store.list(folder)).map((path) => path.slice(folder.length + 1));
  const names = [...new Set(files.map((file) => file.split('/')[0] ?? ''))];
  const summaries = await Promise.all(
    names.map(async (name) => {
      const tries = files.flatMap((file) => {
        const [, number] = /\/attempt-(\d+)\.json$/.exec(file) ?? [];
        return file.startsWith(`${name}/`) && number !== undefined ? [Number(number)] : [];
      });
      const newest = tries.length === 0 ? undefined : `attempt-${Math.max(...tries)}.json`;
      for (const file of ['metrics.json', ...(newest === undefined ? [] : [newest])]) {
        const measured = await storedJson(store, `${folder}/${name}/${file}`, measuredSchema);
        if (measured) return [measured.summary];
      }
      return [];
    }),
  );
  return summaries.flat();
}
