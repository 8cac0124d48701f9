import { Option, type Command } from 'commander';
import type { StyleFeature } from '../../../core/benchmarks/answer-style';
import { arenaHardReport, type ArenaHardReport } from '../../../core/benchmarks/arena-hard';
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
both; it needs the answers of the models and of the baseline.

Example:
  srlm eval arena-hard judgments/*.jsonl --style all --answers answers/*.jsonl --baseline answers/gpt-4-0314.jsonl`;

export function addEvalArenaHard(evaluate: Command, { terminal }: CommandContext): void {
  evaluate
    .command('arena-hard')
    .summary('scores against a baseline, with style control (Arena-Hard)')
    .description('Computes the scores of Arena-Hard (2406.11939) from recorded judgments.')
    .argument('<FILES...>', 'judgments, a file or more a model')
    .addOption(new Option('--style <style>', 'what is held equal').choices(Object.keys(STYLES)).default('none'))
    .option('--answers <files...>', "the models' answers", [])
    .option('--baseline <file>', "the baseline's answers")
    .addOption(jsonOption())
    .addHelpText('after', HELP)
    .action(async (judgments: string[], options: ArenaHardOptions) => {
      const report = await reportOn(judgments, options);
      print(terminal, options, report, render(report));
    });
}

async function reportOn(judgments: string[], { style, answers, baseline }: ArenaHardOptions): Promise<Report> {
  const features = STYLES[style];
  if (features.length > 0 && (answers.length === 0 || baseline === undefined)) {
    throw new InvalidInputError(`--style ${style} measures answers: --answers FILES and --baseline FILE name them`);
  }
  const { battles, nulls } = await readArenaHard({ judgments, answers, baseline }, features);
  return {
    features,
    categories: [...groupBy(battles, ({ category }) => category)].map(([category, of]) => ({
      category,
      ...arenaHardReport(of, evalRandom('arena-hard')),
    })),
    nulls: Object.fromEntries(nulls),
  };
}

function render({ features, categories, nulls }: Report): string {
  const tables = categories.map(({ category, models, style, separability }) => {
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
      ...(models.some(({ score }) => score === null)
        ? ['The games are too few or too clear to tell strength from style: there is no score at equal style']
        : []),
      ...(separability === null ? [] : [`Pairs of models with separate intervals: ${share(separability)}`]),
    ].join('\n');
  });
  const unread = Object.entries(nulls).filter(([, count]) => count > 0);
  return [
    ...tables,
    `Prompts without two readable games: ${unread.map(([model, count]) => `${model} ${count}`).join(', ') || 'none'}`,
  ].join('\n\n');
}
