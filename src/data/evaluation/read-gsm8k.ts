import {
  gsm8kKey,
  gsm8kOutputSchema,
  gsm8kQuestionSchema,
  gsm8kSolutionsSchema,
} from '../../core/benchmarks/gsm8k-formats';
import type { Gsm8kSolution } from '../../core/benchmarks/gsm8k';
import { groupBy } from '../../core/group-by';
import { readKeyedRows } from './keyed-rows';
import { readAnswers } from './read-answers';

/** The solutions of one model. */
export interface Gsm8kModel {
  model: string;
  solutions: Gsm8kSolution[];
  unanswered: number;
}

/**
 * Solutions by model: those of a file of answers to the questions, or, without questions, of a file that holds the right
 * answers and the solutions of several models. @throws DataError
 */
export async function readGsm8k(outputs: string, questions: string | undefined): Promise<Gsm8kModel[]> {
  if (questions === undefined) return readSolutions(outputs);
  const asked = await readKeyedRows(questions, gsm8kQuestionSchema, gsm8kKey);
  const { answers, unanswered } = await readAnswers(asked, outputs, gsm8kOutputSchema, {
    namesOf: ({ question, row }) => [question, ...(row === undefined ? [] : [`row ${row}`])],
    nameOf: gsm8kKey,
  });
  const solutions = answers.map(({ question, output }) => ({
    key: question.question,
    reference: question.answer,
    response: output.response,
  }));
  return [{ model: outputs, solutions, unanswered }];
}

async function readSolutions(file: string): Promise<Gsm8kModel[]> {
  const rows = await readKeyedRows(file, gsm8kSolutionsSchema, gsm8kKey);
  const all = rows.flatMap(({ key, row }) =>
    row.solutions.map(({ model, solution, is_correct: graded }) => ({
      model,
      answer: { key, reference: row.ground_truth, response: solution, graded },
    })),
  );
  return [...groupBy(all, ({ model }) => model)].map(([model, of]) => ({
    model,
    solutions: of.map(({ answer }) => answer),
    unanswered: rows.length - of.length,
  }));
}
