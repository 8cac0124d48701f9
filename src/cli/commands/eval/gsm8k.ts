import type { Command } from 'commander';
import { gsm8kReport, gsm8kScores, type Gsm8kReport } from '../../../core/benchmarks/gsm8k';
import { pairedComparison, type PairedComparison } from '../../../core/statistics/paired-comparison';
import { readGsm8k, type Gsm8kModel } from '../../../data/evaluation/read-gsm8k';
import { jsonOption, print, type CommandContext, type JsonOptions } from '../../command-context';
import { InvalidInputError } from '../../errors';
import { pairedLine, share, shareRange } from '../../view/figures';
import { tableLines } from '../../view/table';
import { evalRandom } from './eval-random';

interface Gsm8kOptions extends JsonOptions {
  outputs: string;
  questions?: string;
  against?: string;
}

interface Report {
  models: (Gsm8kReport & { model: string; unanswered: number; against: PairedComparison | null })[];
}

const HELP = `
Answers: rows with a response, and the question or its row. Without --questions, --outputs is a file like GSM8K's
example_model_solutions.jsonl: the right answer with the solutions of several models, and --against names one of these.
A response is right when its last number is that of the reference answer.

Example:
  srlm eval gsm8k --questions test.jsonl --outputs m2.jsonl --against m1.jsonl`;

export function addEvalGsm8k(evaluate: Command, { terminal }: CommandContext): void {
  evaluate
    .command('gsm8k')
    .summary('share of exact answers (GSM8K)')
    .description('Checks solutions of grade-school mathematics (2110.14168) for the exact answer.')
    .requiredOption('--outputs <file>', "the model's answers")
    .option('--questions <file>', "GSM8K's questions with answers")
    .option('--against <file>', "another model's answers, or its name in --outputs")
    .addOption(jsonOption())
    .addHelpText('after', HELP)
    .action(async (options: Gsm8kOptions) => {
      const report = await reportOn(options);
      print(terminal, options, report, render(report, options.against));
    });
}

async function reportOn({ outputs, questions, against }: Gsm8kOptions): Promise<Report> {
  const models = await readGsm8k(outputs, questions);
  const other = against === undefined ? null : await otherModel(models, against, questions);
  return {
    models: models.map(({ model, solutions, unanswered }) => ({
      model,
      ...gsm8kReport(solutions, evalRandom('gsm8k')),
      unanswered,
      against: other && pairedComparison(other, gsm8kScores(solutions), evalRandom('gsm8k --against')),
    })),
  };
}

async function otherModel(models: readonly Gsm8kModel[], against: string, questions: string | undefined) {
  const named = questions === undefined ? models : await readGsm8k(against, questions);
  const other = named.find(({ model }) => model === against);
  if (other) return gsm8kScores(other.solutions);
  throw new InvalidInputError(
    `--outputs has no model "${against}"; it has ${named.map(({ model }) => model).join(', ')}`,
  );
}

function render({ models }: Report, against: string | undefined): string {
  return [
    ...tableLines([
      ['model', 'n', 'correct', 'accuracy', '95 % interval', 'without a number', 'unanswered', 'as graded'],
      ...models.map(({ model, questions, correct, accuracy, withoutNumber, unanswered, agreement }) => [
        model,
        String(questions),
        String(correct),
        share(accuracy?.estimate),
        shareRange(accuracy),
        String(withoutNumber),
        String(unanswered),
        agreement.compared === 0 ? '–' : `${agreement.equal} of ${agreement.compared}`,
      ]),
    ]),
    ...models.flatMap(({ model, against: paired }) =>
      paired && against !== undefined && model !== against ? [pairedLine(`${model} against ${against}`, paired)] : [],
    ),
  ].join('\n');
}
