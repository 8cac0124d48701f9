import { Option, type Command } from 'commander';
import { judgeAccuracyReport, type JudgeAccuracyReport } from '../../../core/benchmarks/judge-accuracy';
import { judgedPairSchemas, type JudgedPairFormat } from '../../../core/benchmarks/judge-accuracy-formats';
import { groupBy } from '../../../core/group-by';
import { readKeyedRows } from '../../../data/evaluation/keyed-rows';
import { jsonOption, print, type CommandContext, type JsonOptions } from '../../command-context';
import { figure, share, shareRange } from '../../view/figures';
import { tableLines } from '../../view/table';
import { evalRandom } from './eval-random';

interface JudgeAccuracyOptions extends JsonOptions {
  format: JudgedPairFormat;
}

const HEADER = [
  '',
  'pairs',
  'first order',
  'second order',
  'average',
  '95 % interval',
  'both',
  'net',
  '95 % interval',
  'equal',
  'kappa',
  'unread',
];

interface Report {
  judges: (JudgeAccuracyReport & { file: string; groups: (JudgeAccuracyReport & { group: string })[] })[];
}

const HELP = `
Formats: llmbar, runs of a judge as LLMBar publishes them (label, swap_false, swap_true); judgebench, the output of JudgeBench
(label, judgments). Every pair was judged in both orders. average: mean of the accuracies of the two orders; both: right in
both; net: the two verdicts together favour the right response, JudgeBench's accuracy; equal: the same in both orders.

Example:
  srlm eval judge-accuracy --format llmbar base_10.GPT-4-Vanilla.jsonl`;

export function addEvalJudgeAccuracy(evaluate: Command, { terminal }: CommandContext): void {
  evaluate
    .command('judge-accuracy')
    .summary('how often a judge finds the better response (LLMBar, JudgeBench)')
    .description('Compares the verdicts of judges with the known better response of each pair.')
    .argument('<FILES...>', 'the verdicts of a judge, a file each')
    .addOption(
      new Option('--format <format>', 'whose files').choices(Object.keys(judgedPairSchemas)).makeOptionMandatory(),
    )
    .addOption(jsonOption())
    .addHelpText('after', HELP)
    .action(async (files: string[], options: JudgeAccuracyOptions) => {
      const report = { judges: await Promise.all(files.map((file) => reportOn(file, options.format))) };
      print(terminal, options, report, render(report));
    });
}

async function reportOn(file: string, format: JudgedPairFormat): Promise<Report['judges'][number]> {
  const pairs = (await readKeyedRows(file, judgedPairSchemas[format], ({ key }) => key)).map(({ row }) => row);
  const accuracy = (of: typeof pairs) => judgeAccuracyReport(of, evalRandom('judge-accuracy'));
  const groups = [...groupBy(pairs, ({ group }) => group)].flatMap(([group, of]) =>
    group === null ? [] : [{ group, ...accuracy(of) }],
  );
  return { file, ...accuracy(pairs), groups };
}

function render({ judges }: Report): string {
  const line = (name: string, accuracy: JudgeAccuracyReport) => {
    const { pairs, forward, backward, average, both, net, netInterval, equal, kappa, nulls } = accuracy;
    return [
      name,
      String(pairs),
      share(forward),
      share(backward),
      share(average?.estimate),
      shareRange(average),
      share(both),
      share(net),
      shareRange(netInterval),
      share(equal),
      figure(kappa),
      String(nulls),
    ];
  };
  return tableLines([
    HEADER,
    ...judges.flatMap(({ file, groups, ...accuracy }) => [
      line(file, accuracy),
      ...groups.map(({ group, ...ofGroup }) => line(`  ${group}`, ofGroup)),
    ]),
  ]).join('\n');
}
