import { setHandler } from '@temporalio/workflow';
import { z } from 'zod';
import type { BenchmarkSummary } from '../core/benchmarks/benchmark-result';
import { bookkeeping } from './activity-proxies';
import { cleaningUp } from './cleaning-up';
import { parseInput } from './inputs';
import { serve, type ModelContext } from './make-model';
import { status } from './messages';
import { opened } from './opened';
import { createProgress } from './progress';
import { showReport } from './show-report';
import { runBenchmarks } from './run-benchmarks';

const inputSchema = z.strictObject({
  run: z.string().min(1),
  model: z.string().min(1),
  benchmarks: z.unknown().optional(),
});
export type BenchmarkModelInput = z.input<typeof inputSchema>;

/**
 * Puts one model of a run that is not under way through benchmarks: those of its recipe, or those in the input, with
 * {"run": "demo", "model": "M2"}, and writes the report anew. What was measured before is read again.
 */
export async function benchmarkModel(rawInput: BenchmarkModelInput): Promise<BenchmarkSummary[]> {
  const input = parseInput(inputSchema, rawInput);
  const progress = createProgress({ run: input.run, method: '', iteration: 0, iterations: 0, attempt: 1 });
  setHandler(status, () => progress.status, { description: 'What this evaluation is doing' });
  const { recipe, base, model, heldOut, benchmarks, others } = await opened(bookkeeping.openEvaluation(input));
  progress.status.method = recipe.method;
  return cleaningUp(recipe.run, async () => {
    const context: ModelContext = { recipe, base, heldOut, progress, pauseSwitch: { paused: false } };
    const served = await serve(context, model);
    const summaries = await runBenchmarks(context, model, served, others, benchmarks);
    progress.status.models.push({ model, comparisons: [], benchmarks: summaries });
    showReport(progress.status, await bookkeeping.writeReport({ run: recipe.run }));
    progress.enter('finished');
    return summaries;
  });
}
