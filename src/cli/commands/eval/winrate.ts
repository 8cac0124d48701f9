import { Option, type Command } from 'commander';
import { alpacaEvalReport, type AlpacaEvalReport } from '../../../core/benchmarks/alpaca-eval';
import type { ByLabels } from '../../../core/benchmarks/measure-by-label';
import { winRatesByLabel, type LabelWinRate } from '../../../core/benchmarks/win-rates-by-label';
import type { LengthControl } from '../../../core/statistics/length-controlled-win-rate';
import { pairedComparison, type PairedComparison } from '../../../core/statistics/paired-comparison';
import { readAlpacaEval, type AlpacaEvalData } from '../../../data/evaluation/read-alpaca-eval';
import { readDifficulties } from '../../../data/evaluation/read-difficulties';
import { readQuestionLabels } from '../../../data/evaluation/read-question-labels';
import { jsonOption, print, type CommandContext, type JsonOptions } from '../../command-context';
import { InvalidInputError } from '../../errors';
import { pairedLine, share, shareRange } from '../../view/figures';
import { labelWinRateLines } from '../../view/label-tables';
import { tableLines } from '../../view/table';
import { evalRandom } from './eval-random';

interface WinrateOptions extends JsonOptions {
  annotations: string;
  outputs?: string;
  baseline?: string;
  difficulty?: string;
  variant?: LengthControl;
  against?: string;
  categories?: string;
}

type WinrateReport = AlpacaEvalReport & {
  model: string;
  baseline: string;
  /** The same baseline against another model. */
  against: (PairedComparison & { model: string }) | null;
  /** Null where no labels were given. */
  categories: ByLabels<LabelWinRate> | null;
};

const HELP = `
Files of AlpacaEval 2, JSON or JSON Lines. Preferences are of generator_2 over generator_1, the baseline; lengths count code
points, and without --outputs and --baseline they are those of the annotations. Length control (2404.04475):
  full      length, difficulty and gamed baselines: AlpacaEval's own, and what --difficulty gives by default
  noreg     without the gamed baselines
  minimal   length alone: the default without --difficulty
Under 100 comparisons the length term has an L2 penalty of 1.

Example:
  srlm eval winrate --outputs m2.json --baseline gpt4.json --annotations annotations.json --difficulty df_gamed.csv`;

export function addEvalWinrate(evaluate: Command, { terminal }: CommandContext): void {
  evaluate
    .command('winrate')
    .summary('win rates against a baseline, raw and length-controlled (AlpacaEval)')
    .description("Computes a model's win rates against a baseline from a judge's preferences.")
    .requiredOption('--annotations <file>', "the judge's preferences")
    .option('--outputs <file>', "the model's answers")
    .option('--baseline <file>', "the baseline's answers")
    .option('--difficulty <file>', "AlpacaEval's df_gamed.csv: difficulties by position, and the gamed baselines")
    .addOption(new Option('--variant <variant>', 'how length is controlled').choices(['full', 'noreg', 'minimal']))
    .option('--against <file>', 'annotations of another model against the same baseline, to compare with')
    .option(
      '--categories <file>',
      'labels of the instructions by "srlm eval categories": win rates by topic, complexity and length',
    )
    .addOption(jsonOption())
    .addHelpText('after', HELP)
    .action(async (options: WinrateOptions) => {
      const report = await winrateReport(options);
      print(terminal, options, report, renderWinrate(report));
    });
}

async function winrateReport({ difficulty, against, categories, ...options }: WinrateOptions): Promise<WinrateReport> {
  const variant = options.variant ?? (difficulty === undefined ? 'minimal' : 'full');
  if (variant !== 'minimal' && difficulty === undefined) {
    throw new InvalidInputError(`--variant ${variant} needs the difficulties of the instructions: --difficulty FILE`);
  }
  const difficulties = difficulty === undefined ? undefined : await readDifficulties(difficulty);
  const data = await readAlpacaEval(options, difficulties);
  const random = evalRandom('winrate');
  const report = alpacaEvalReport(data.comparisons, { variant, gamed: difficulties?.gamed ?? [], random });
  const other = against === undefined ? null : await readAlpacaEval({ annotations: against });
  return {
    model: data.model,
    baseline: data.baseline,
    ...report,
    against: other && compareWith(data, other),
    categories: categories === undefined ? null : await byCategory(data, categories),
  };
}

async function byCategory({ comparisons }: AlpacaEvalData, file: string): Promise<ByLabels<LabelWinRate>> {
  const labels = await readQuestionLabels(file);
  if (!comparisons.some(({ key }) => labels.has(key))) {
    throw new InvalidInputError(`--categories has labels of no instruction of --annotations: ${file}`);
  }
  return winRatesByLabel(comparisons, labels, evalRandom('winrate --categories'));
}

function compareWith(data: AlpacaEvalData, other: AlpacaEvalData): WinrateReport['against'] {
  if (other.baseline !== data.baseline) {
    throw new InvalidInputError(`--against has the baseline "${other.baseline}", --annotations "${data.baseline}"`);
  }
  const paired = pairedComparison(preferencesOf(other), preferencesOf(data), evalRandom('winrate --against'));
  return { model: other.model, ...paired };
}

function preferencesOf({ comparisons }: AlpacaEvalData): Map<string, number> {
  return new Map(comparisons.flatMap(({ key, preference }) => (preference === null ? [] : [[key, preference]])));
}

function renderWinrate(report: WinrateReport): string {
  const { model, baseline, raw, nulls, lengthControlled: controlled, lengths, against, categories } = report;
  const { length, difficulty, model: strength } = controlled?.coefficients ?? {};
  const fixed = (value: number | undefined) => value?.toFixed(4) ?? '–';
  return [
    `${model} against ${baseline}: ${raw.compared} compared, ${nulls} without a preference`,
    '',
    ...tableLines([
      ['', 'win rate', 'standard error', '95 % interval'],
      ['raw', share(raw.winRate?.estimate, 4), share(raw.standardError, 4), shareRange(raw.winRate)],
      ['discrete', share(raw.discreteWinRate, 4)],
      ...(controlled ? [['length-controlled', share(controlled.winRate, 4), share(controlled.standardError, 4)]] : []),
    ]),
    '',
    `Won ${raw.wins}, lost ${raw.losses}, tied ${raw.ties}`,
    ...(controlled
      ? [
          `Mean length ${lengths.model?.toFixed(0)} code points, of the baseline ${lengths.baseline?.toFixed(0)}`,
          `Length control: ${controlled.variant}, L2 penalty ${controlled.penalty}; coefficients: length ${fixed(length)}, ` +
            `difficulty ${fixed(difficulty)}, model ${fixed(strength)}`,
        ]
      : ['No length-controlled win rate: not every annotation tells both lengths; --outputs and --baseline do']),
    ...(controlled?.winRate === null ? ['Length alone decides who wins: no length-controlled win rate exists'] : []),
    ...(controlled?.farFromRaw
      ? ['Warning: the two win rates are far apart; look at the lengths before quoting either']
      : []),
    ...(against ? [pairedLine(`Raw, against ${against.model}`, against)] : []),
    ...(categories ? labelWinRateLines(categories) : []),
  ].join('\n');
}
