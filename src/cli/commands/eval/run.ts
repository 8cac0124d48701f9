import type { Command } from 'commander';
import type { BenchmarkSummary } from '../../../core/benchmarks/benchmark-result';
import { withClient } from '../../../temporal/connect-client';
import { workflowLink } from '../../../temporal/deep-links';
import type { benchmarkModel } from '../../../workflows/benchmark-model';
import { startBenchmarks, whatToMeasure } from '../../benchmark-model';
import { jsonOption, print, type CommandContext, type JsonOptions } from '../../command-context';
import { benchmarkLines } from '../../view/benchmark-lines';
import { requireGoodEnd, watchRun } from '../../watch-run';

const HELP = `
The model is served as in its run, which must not be under way, and a worker does the work; Ctrl-C ends the waiting alone.
With RUN the benchmarks are those of its recipe, with RECIPE those in that file's evaluation.benchmarks; either way the judge
is that of the run. What was measured before is shown again. The files are in evaluations/MODEL/benchmarks of the run in the store, in the upstream formats.

Examples:
  srlm eval run demo --model M2
  srlm eval run benchmarks.yaml --model M2 --json`;

export function addEvalRun(evaluate: Command, context: CommandContext): void {
  evaluate
    .command('run')
    .summary('put a model of a run through benchmarks')
    .description('Serves a model of a run and puts it through the benchmarks of a recipe.')
    .argument('<RECIPE|RUN>', 'a recipe with the name of the run and evaluation.benchmarks, or the name of a run')
    .requiredOption('--model <name>', 'the model, for example M2')
    .addOption(jsonOption())
    .addHelpText('after', HELP)
    .action((argument: string, options: JsonOptions & { model: string }) => measure(context, argument, options));
}

async function measure(
  context: CommandContext,
  argument: string,
  options: JsonOptions & { model: string },
): Promise<void> {
  const { terminal } = context;
  const input = await whatToMeasure(argument, options.model);
  const { temporal: settings } = context.environment();
  await withClient(settings, async (client) => {
    const started = await startBenchmarks(client, settings.taskQueue, input);
    const { workflowId, runId } = started;
    terminal.log(`Started benchmarks of ${options.model}: ${workflowLink(settings, workflowId, runId)}`);
    const quiet = { ...terminal, data: terminal.log };
    const signal = context.interrupted();
    const view = await watchRun({ client, ui: settings, run: started, terminal: quiet, format: 'lines', signal });
    requireGoodEnd(view);
    if (!view || view.state === 'RUNNING') return;
    const summaries: BenchmarkSummary[] = await client.workflow
      .getHandle<typeof benchmarkModel>(workflowId, runId)
      .result();
    print(terminal, options, summaries, benchmarkLines(options.model, summaries).join('\n'));
  });
}
