import { ApplicationFailure } from '@temporalio/activity';
import type { CommandOutcome } from '../../clients/command-runner';
import { benchmarkMetricsSchema, type BenchmarkSummary } from '../../core/benchmarks/benchmark-result';
import {
  evaluatorSummary,
  parseReportedFigures,
  reportedFiguresSchema,
  type ReportedFigures,
} from '../../core/benchmarks/reported-figures';
import { benchmarkName, type Benchmark } from '../../recipes/benchmark-section';
import { runLayout } from '../../store/run-layout';
import { withinAttempt } from '../labelling/within-attempt';
import { whileBeating } from '../while-beating';
import type { BenchmarkDependencies } from './benchmark-kind';
import type { RunBenchmarkInput } from './run-benchmark';

interface EvaluatorInput extends RunBenchmarkInput {
  benchmark: Extract<Benchmark, { kind: 'command' }>;
}

const NOT_ALLOWED =
  'this worker runs no programs that a recipe names; SRLM_ALLOW_COMMANDS=true where it runs allows it';

/**
 * Runs a program against the served model and keeps what it printed and the figures that it reported. A failure is told
 * and ends the run only where the recipe says so; each try has files of its own, so that what failed can be tried again.
 */
export async function runEvaluator(deps: BenchmarkDependencies, input: EvaluatorInput): Promise<BenchmarkSummary> {
  const { run, model, served, benchmark } = input;
  const name = benchmarkName(benchmark);
  const layout = runLayout(run);
  const attempt = await nextAttempt(deps, input);
  const [replica] = served.replicas;
  const places = new Map([
    // Recipes may name an address with or without what every route of it begins with.
    ['endpoint', (replica?.url ?? '').replace(/\/+$/, '').replace(/\/v1$/, '')],
    ['model', served.servedName],
  ]);
  const command = benchmark.command.map((word) =>
    word.replace(/\{(\w+)\}/g, (all, place: string) => places.get(place) ?? all),
  );
  const { commands } = deps;
  const options = {
    secrets: served.replicas.flatMap(({ apiKeyEnv }) => apiKeyEnv ?? []),
    timeLimitMs: benchmark.timeLimitMinutes * 60_000,
  };
  const outcome =
    commands &&
    (await withinAttempt(({ signal }) =>
      whileBeating(
        () => ({ command: command[0], model }),
        () => commands.run(command, { ...options, signal }),
      ),
    ));
  const { figures, failure } = toldBy(outcome);
  const path = (kind: 'json' | 'log' | 'figures.json') =>
    layout.evaluation(model, `benchmarks/${name}/attempt-${attempt}.${kind}`);
  await deps.store.writeText(path('log'), outcome?.output ?? '');
  // Of two that take the same number at the same time, both tell what the first one reported.
  const kept = figures && (await deps.store.writeJson(path('figures.json'), figures));
  const reported = kept ? reportedFiguresSchema.parse(JSON.parse(await deps.store.readText(kept))) : null;
  const summary = evaluatorSummary(name, { reported, failure });
  const { exitCode = null, seconds = 0 } = outcome ?? {};
  await deps.store.writeJson(path('json'), { summary, command, exitCode, seconds });
  if (failure === null)
    return keepMetrics(deps, input, { summary, ...(reported && { figures: { attempt, reported } }) });
  if (benchmark.required) {
    throw ApplicationFailure.nonRetryable(`The evaluator "${name}" failed: ${failure}`, 'EvaluatorFailed');
  }
  return summary;
}

/** `outcome` is null where programs are not allowed. */
function toldBy(outcome: CommandOutcome | null): { figures: ReportedFigures | null; failure: string | null } {
  if (!outcome) return { figures: null, failure: NOT_ALLOWED };
  if (outcome.figures === null) return { figures: null, failure: outcome.failure };
  const read = parseReportedFigures(outcome.figures);
  return 'problem' in read
    ? { figures: null, failure: `the figures that it reported (SRLM_FIGURES) are malformed: ${read.problem}` }
    : { figures: read.reported, failure: outcome.failure };
}

/** Of two tries at the same time, what the first one came to is what both tell. */
async function keepMetrics(
  { store }: BenchmarkDependencies,
  { run, model, benchmark }: EvaluatorInput,
  metrics: { summary: BenchmarkSummary; figures?: { attempt: number; reported: ReportedFigures } },
): Promise<BenchmarkSummary> {
  const path = runLayout(run).evaluation(model, `benchmarks/${benchmarkName(benchmark)}/metrics.json`);
  const kept = await store.writeJson(path, metrics);
  return benchmarkMetricsSchema.parse(JSON.parse(await store.readText(kept))).summary;
}

async function nextAttempt(
  { store }: BenchmarkDependencies,
  { run, model, benchmark }: EvaluatorInput,
): Promise<number> {
  const path = (attempt: number) =>
    runLayout(run).evaluation(model, `benchmarks/${benchmarkName(benchmark)}/attempt-${attempt}.log`);
  // The log is written first.
  let attempt = 1;
  while (await store.find(path(attempt))) attempt += 1;
  return attempt;
}
