import { Option, type Command } from 'commander';
import type { StyleFeature } from '../../../core/benchmarks/answer-style';
import { arenaHardReport, TIE_MODELS, type ArenaHardReport, type TieModel } from '../../../core/benchmarks/arena-hard';
import { groupBy } from '../../../core/group-by';
import { readArenaHard } from '../../../data/evaluation/read-arena-hard';
import { jsonOption, print, type CommandContext, type JsonOptions } from '../../command-context';
import { InvalidInputError } from '../../errors';
import { figure, share, shareRange } from '../../view/figures';
import { tableLines } from '../../view/table';
import { evalRandom } from './eval-random';

const STYLES = {
  none: [],
  length: ['length'],
  markdown: ['headers', 'lists', 'bold'],
  all: ['length', 'headers', 'lists', 'bold'],
} as const satisfies Record<string, readonly StyleFeature[]>;

interface ArenaHardOptions extends JsonOptions {
  style: keyof typeof STYLES;
  ties: TieModel;
  answers: string[];
  baseline?: string;
}

interface Report {
  features: readonly StyleFeature[];
  categories: (ArenaHardReport & { category: string | null })[];
  /** Prompts of each model of which a game could not be read: both games are left out. */
  nulls: Record<string, number>;
}

const HELP = `
Files of arena-hard-auto: model_judgment and model_answer. The score is the chance to win against the baseline, with a 90 %
interval of 100 bootstrap draws of prompts. --style reads it at equal length, equal Markdown (headers, list items, bold) or
both; it needs the answers of the models and of the baseline. With --ties rao-kupper a tie is not half a win but an outcome of
its own (Rao-Kupper): beside the strengths, a threshold eta is fitted to the games of all models, and the score is the chance to
win and half of that of a tie.

Example:
  srlm eval arena-hard judgments/*.jsonl --style all --answers answers/*.jsonl --baseline answers/gpt-4-0314.jsonl`;

export function addEvalArenaHard(evaluate: Command, { terminal }: CommandContext): void {
  evaluate
    .command('arena-hard')
    .summary('scores against a baseline, with style control (Arena-Hard)')
    .description('Computes the scores of Arena-Hard (2406.11939) from recorded judgments.')
    .argument('<FILES...>', 'judgments, a file or more a model')
    .addOption(new Option('--style <style>', 'what is held equal').choices(Object.keys(STYLES)).default('none'))
    .addOption(new Option('--ties <model>', 'what a tie is').choices(TIE_MODELS).default('half'))
    .option('--answers <files...>', "the models' answers", [])
    .option('--baseline <file>', "the baseline's answers")
    .addOption(jsonOption())
    .addHelpText('after', HELP)
    .action(async (judgments: string[], options: ArenaHardOptions) => {
      const report = await reportOn(judgments, options);
      print(terminal, options, report, render(report));
    });
}

async function reportOn(judgments: string[], { style, ties, answers, baseline }: ArenaHardOptions): Promise<Report> {
  const features = STYLES[style];
  if (features.length > 0 && (answers.length === 0 || baseline === undefined)) {
    throw new InvalidInputError(`--style ${style} measures answers: --answers FILES and --baseline FILE name them`);
  }
  const { battles, nulls } = await readArenaHard({ judgments, answers, baseline }, features);
  return {
    features,
    categories: [...groupBy(battles, ({ category }) => category)].map(([category, of]) => ({
      category,
      ...arenaHardReport(of, evalRandom('arena-hard'), ties),
    })),
    nulls: Object.fromEntries(nulls),
  };
}

function render({ features, categories, nulls }: Report): string {
  const tables = categories.map(({ category, models, style, eta, separability }) => {
    const weights = features.map((feature, index) => `${feature} ${figure(style[index] ?? null)}`);
    return [
      ...(category === null ? [] : [`${category}:`]),
      ...tableLines([
        ['model', 'prompts', 'score', '90 % interval', 'Elo (baseline 1000)'],
        ...models.map(({ model, prompts, score, elo }) => [
          model,
          String(prompts),
          share(score?.estimate),
          shareRange(score),
          figure(elo, 0),
        ]),
      ]),
      ...(style.length > 0 ? [`Log-odds of a standard deviation more of: ${weights.join(', ')}`] : []),
      ...(eta
        ? [
            `Ties, Rao-Kupper: eta ${figure(eta.estimate, 3)}, 90 % interval ${figure(eta.low, 3)} to ${figure(eta.high, 3)}`,
          ]
        : []),
      ...(models.some(({ score }) => score === null) ? [tooClear(features, eta)] : []),
      ...(separability === null ? [] : [`Pairs of models with separate intervals: ${share(separability)}`]),
    ].join('\n');
  });
  const unread = Object.entries(nulls).filter(([, count]) => count > 0);
  return [
    ...tables,
    `Prompts without two readable games: ${unread.map(([model, count]) => `${model} ${count}`).join(', ') || 'none'}`,
  ].join('\n\n');
}

/** Why there is no score: eta is null where a threshold of ties was asked for and is not finite. */
function tooClear(features: readonly StyleFeature[], eta: ArenaHardReport['eta']): string {
  const [from, what] = features.length > 0 ? [['style'], 'score at equal style'] : [[], 'score'];
  const others = [...from, ...(eta === null ? ['the threshold of ties'] : [])].join(' and ');
  return `The games are too few or too clear to tell strength from ${others}: there is no ${what}`;
}
