import { ApplicationFailure } from '@temporalio/activity';
import type { BenchmarkSummary } from '../../core/benchmarks/benchmark-result';
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
 * Runs a program against the served model and keeps what it printed. A failure is told and ends the run only where the
 * recipe says so; each try has files of its own, so that what failed can be tried again.
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
  const failure = outcome ? outcome.failure : NOT_ALLOWED;
  const path = (kind: 'json' | 'log') => layout.evaluation(model, `benchmarks/${name}/attempt-${attempt}.${kind}`);
  await deps.store.writeText(path('log'), outcome?.output ?? '');
  const summary: BenchmarkSummary = {
    name,
    kind: benchmark.kind,
    headline: null,
    questions: 0,
    unanswered: 0,
    truncated: 0,
    unread: 0,
    selfJudged: null,
    against: [],
    failure,
  };
  const { exitCode = null, seconds = 0 } = outcome ?? {};
  await deps.store.writeJson(path('json'), { summary, command, exitCode, seconds });
  if (failure === null) {
    await deps.store.writeJson(layout.evaluation(model, `benchmarks/${name}/metrics.json`), { summary });
  } else if (benchmark.required) {
    throw ApplicationFailure.nonRetryable(`The evaluator "${name}" failed: ${failure}`, 'EvaluatorFailed');
  }
  return summary;
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
