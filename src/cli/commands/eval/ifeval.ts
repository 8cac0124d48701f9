import type { Command } from 'commander';
import {
  gradeAgreement,
  gradeIfeval,
  ifevalReport,
  promptScores,
  type GradedInstruction,
  type IfevalReport,
} from '../../../core/benchmarks/ifeval';
import {
  ifevalOutputSchema,
  ifevalQuestionSchema,
  type IfevalOutput,
  type IfevalQuestion,
} from '../../../core/benchmarks/ifeval-formats';
import { pairedComparison, type PairedComparison } from '../../../core/statistics/paired-comparison';
import { readKeyedRows, type KeyedRow } from '../../../data/evaluation/keyed-rows';
import { readAnswers } from '../../../data/evaluation/read-answers';
import { jsonOption, print, type CommandContext, type JsonOptions } from '../../command-context';
import { pairedLine, share, shareRange } from '../../view/figures';
import { tableLines } from '../../view/table';
import { evalRandom } from './eval-random';

interface IfevalOptions extends JsonOptions {
  questions: string;
  outputs: string;
  against?: string;
}

type Report = IfevalReport & {
  unanswered: number;
  /** Against the grades that the outputs carry, where they do. */
  agreement: ReturnType<typeof gradeAgreement>;
  /** Prompt level, strict. */
  against: PairedComparison | null;
};

const HELP = `
Answers: rows with a response, and the prompt or the key of its question. Where a row carries another checker's verdicts
("strict" and "loose"), the command counts how many of ours are the same.

Example:
  srlm eval ifeval --questions input_data.jsonl --outputs m2.jsonl --against m1.jsonl`;

export function addEvalIfeval(evaluate: Command, { terminal }: CommandContext): void {
  evaluate
    .command('ifeval')
    .summary('share of verifiable instructions that answers follow (IFEval)')
    .description('Checks answers against the verifiable instructions of IFEval (2311.07911), strictly and loosely.')
    .requiredOption('--questions <file>', "IFEval's input_data.jsonl")
    .requiredOption('--outputs <file>', "the model's answers")
    .option('--against <file>', "another model's answers, to compare with")
    .addOption(jsonOption())
    .addHelpText('after', HELP)
    .action(async (options: IfevalOptions) => {
      const report = await reportOn(options);
      print(terminal, options, report, render(report, options.against));
    });
}

async function reportOn({ questions: file, outputs, against }: IfevalOptions): Promise<Report> {
  const questions = await readKeyedRows(file, ifevalQuestionSchema, ({ key }) => `key ${key}`);
  const { answers, unanswered } = await grade(questions, outputs);
  const other = against === undefined ? null : await grade(questions, against);
  return {
    ...ifevalReport(
      answers.map(({ graded }) => graded),
      evalRandom('ifeval'),
    ),
    unanswered,
    agreement: gradeAgreement(answers),
    against: other && pairedComparison(scoresOf(other.answers), scoresOf(answers), evalRandom('ifeval --against')),
  };
}

interface Graded {
  question: IfevalQuestion;
  output: IfevalOutput;
  graded: GradedInstruction[];
}

async function grade(questions: readonly KeyedRow<IfevalQuestion>[], file: string) {
  const { answers, unanswered } = await readAnswers(questions, file, ifevalOutputSchema, {
    namesOf: ({ key, prompt }) => [`key ${key}`, prompt],
    nameOf: ({ key, prompt }) => (key === undefined ? (prompt ?? '') : `key ${key}`),
  });
  const graded = answers.map((answer) => ({ ...answer, graded: gradeIfeval(answer.question, answer.output.response) }));
  return { answers: graded, unanswered };
}

function scoresOf(answers: readonly Graded[]): Map<string, number> {
  const scores = promptScores(
    answers.map(({ graded }) => graded),
    'strict',
  );
  return new Map(answers.map(({ question }, index) => [String(question.key), scores[index] ?? 0]));
}

function render(report: Report, against: string | undefined): string {
  const { prompts, instructions, promptLevel, instructionLevel, kinds, unanswered, agreement } = report;
  const levels = [
    ['prompts, strict', prompts, promptLevel.strict],
    ['prompts, loose', prompts, promptLevel.loose],
    ['instructions, strict', instructions, instructionLevel.strict],
    ['instructions, loose', instructions, instructionLevel.loose],
  ] as const;
  const { strict, loose } = agreement;
  return [
    ...tableLines([
      ['', 'n', 'followed', '95 % interval'],
      ...levels.map(([name, count, interval]) => [
        name,
        String(count),
        share(interval?.estimate),
        shareRange(interval),
      ]),
    ]),
    '',
    ...tableLines([
      ['kind', 'n', 'strict', 'loose'],
      ...kinds.map((kind) => [kind.kind, String(kind.instructions), share(kind.strict), share(kind.loose)]),
    ]),
    '',
    `${unanswered} questions have no answer`,
    ...(strict.compared + loose.compared > 0
      ? [
          `As the outputs are graded: strict ${strict.equal} of ${strict.compared}, loose ${loose.equal} of ${loose.compared}`,
        ]
      : []),
    ...(report.against && against !== undefined
      ? [pairedLine(`Prompts, strict, against ${against}`, report.against)]
      : []),
  ].join('\n');
}
