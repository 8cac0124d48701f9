import type { Command } from 'commander';
import {
  mtBenchReports,
  mtBenchWinRates,
  ratingsByQuestion,
  type MtBenchReport,
  type MtBenchWinRate,
} from '../../../core/benchmarks/mt-bench';
import {
  mtBenchMatchSchema,
  mtBenchQuestionSchema,
  mtBenchRatingSchema,
  type MtBenchRating,
} from '../../../core/benchmarks/mt-bench-formats';
import type { Interval } from '../../../core/statistics/bootstrap';
import { pairedComparison, type PairedComparison } from '../../../core/statistics/paired-comparison';
import { readKeyedRows } from '../../../data/evaluation/keyed-rows';
import { jsonOption, print, type CommandContext, type JsonOptions } from '../../command-context';
import { InvalidInputError } from '../../errors';
import { figure, pairedLine, RATING, share, shareRange } from '../../view/figures';
import { tableLines } from '../../view/table';
import { evalRandom } from './eval-random';

interface MtBenchOptions extends JsonOptions {
  judgments?: string;
  pairwise?: string;
  questions?: string;
  against?: string;
}

interface Report {
  ratings: (MtBenchReport & { against: PairedComparison | null })[];
  winRates: MtBenchWinRate[];
}

const HELP = `
Files of FastChat's llm_judge. A rating is read from the text of the judgment ([[n]], else [n]) where the row has it; one that
cannot be read is in no mean and is counted. Intervals are over questions.

Example:
  srlm eval mt-bench --judgments gpt-4_single.jsonl --questions question.jsonl --against M1`;

export function addEvalMtBench(evaluate: Command, { terminal }: CommandContext): void {
  evaluate
    .command('mt-bench')
    .summary('mean ratings and win rates (MT-Bench)')
    .description('Computes the scores of MT-Bench (2306.05685) from recorded judgments.')
    .option('--judgments <file>', 'ratings of single answers')
    .option('--pairwise <file>', 'comparisons of two answers in both orders')
    .option('--questions <file>', 'the questions, for the scores by category')
    .option('--against <model>', 'a model of --judgments to compare the others with')
    .addOption(jsonOption())
    .addHelpText('after', HELP)
    .action(async (options: MtBenchOptions) => {
      const report = await reportOn(options);
      print(terminal, options, report, render(report, options.against));
    });
}

async function reportOn({ judgments, pairwise, questions, against }: MtBenchOptions): Promise<Report> {
  if (judgments === undefined && pairwise === undefined) {
    throw new InvalidInputError('Name a file of judgments: --judgments FILE, --pairwise FILE or both');
  }
  const ratings = judgments === undefined ? [] : await rowsOf(judgments);
  const categories = questions === undefined ? new Map<number, string>() : await categoriesOf(questions);
  const others = against === undefined ? null : ratings.filter(({ model }) => model === against);
  if (others?.length === 0) throw new InvalidInputError(`--judgments has no model "${against}"`);
  return {
    ratings: mtBenchReports(ratings, categories, evalRandom('mt-bench')).map((report) => ({
      ...report,
      against:
        others && report.model !== against
          ? pairedComparison(
              ratingsByQuestion(others.filter(({ judge }) => judge === report.judge)),
              ratingsByQuestion(ratings.filter(({ judge, model }) => judge === report.judge && model === report.model)),
              evalRandom('mt-bench --against'),
            )
          : null,
    })),
    winRates: pairwise === undefined ? [] : mtBenchWinRates(await matchesOf(pairwise), evalRandom('mt-bench')),
  };
}

async function rowsOf(file: string): Promise<MtBenchRating[]> {
  const rows = await readKeyedRows(file, mtBenchRatingSchema, ({ judge, model, questionId, turn }) =>
    [judge, model, `question ${questionId}`, `turn ${turn}`].join(', '),
  );
  return rows.map(({ row }) => row);
}

async function matchesOf(file: string) {
  const rows = await readKeyedRows(file, mtBenchMatchSchema, ({ judge, first, second, questionId, turn }) =>
    [judge, first, second, `question ${questionId}`, `turn ${turn}`].join(', '),
  );
  return rows.map(({ row }) => row);
}

async function categoriesOf(file: string): Promise<Map<number, string>> {
  const rows = await readKeyedRows(file, mtBenchQuestionSchema, ({ question_id }) => `question ${question_id}`);
  return new Map(rows.map(({ row }) => [row.question_id, row.category]));
}

function render({ ratings, winRates }: Report, against: string | undefined): string {
  const categories = [...new Set(ratings.flatMap((report) => report.categories.map(({ category }) => category)))];
  const mean = (interval: Interval | null) => figure(interval?.estimate ?? null, 2);
  const range = (interval: Interval | null) =>
    interval ? `${interval.low.toFixed(2)} to ${interval.high.toFixed(2)}` : '–';
  const ratingRows = ratings.map((report) => [
    report.model,
    report.judge,
    String(report.questions),
    mean(report.firstTurn),
    mean(report.secondTurn),
    mean(report.average),
    range(report.average),
    String(report.unparsed),
    String(report.otherThanRecorded),
    ...categories.map((category) =>
      figure(report.categories.find((one) => one.category === category)?.average ?? null, 2),
    ),
  ]);
  const header = [
    'model',
    'judge',
    'questions',
    'turn 1',
    'turn 2',
    'average',
    '95 % interval',
    'unread',
    'other than recorded',
  ];
  const winRows = winRates.map(({ model, judge, wins, ties, losses, nulls, winRate, interval }) => [
    model,
    judge,
    ...[wins, ties, losses, nulls].map(String),
    share(winRate),
    shareRange(interval),
  ]);
  return [
    ...(ratings.length > 0 ? tableLines([[...header, ...categories], ...ratingRows]) : []),
    ...(winRates.length > 0
      ? tableLines([['model', 'judge', 'won', 'tied', 'lost', 'errors', 'win rate', '95 % interval'], ...winRows])
      : []),
    ...ratings.flatMap(({ model, judge, against: paired }) =>
      paired ? [pairedLine(`${model} against ${against} by ${judge}`, paired, RATING)] : [],
    ),
  ].join('\n');
}
