import { z } from 'zod';
import { lastNumber } from '../verifiers/exact-answer';

/** A question is found by its text, or by its row in the file. */
const about = { question: z.string().optional(), row: z.int().min(0).optional() };
const namesItsQuestion = ({ question, row }: { question?: string | undefined; row?: number | undefined }) =>
  question !== undefined || row !== undefined;
const NAMED = 'must have the question, or its row';

const referenceSchema = z.string().refine((answer) => lastNumber(answer) !== null, 'must hold a number');

/** `test.jsonl` of GSM8K (2110.14168): the number that is right stands last in the answer. */
export const gsm8kQuestionSchema = z.object({ ...about, question: z.string(), answer: referenceSchema });
export type Gsm8kQuestion = z.infer<typeof gsm8kQuestionSchema>;

/** An answer to one of the questions. */
export const gsm8kOutputSchema = z.object({ ...about, response: z.string() }).refine(namesItsQuestion, NAMED);
export type Gsm8kOutput = z.infer<typeof gsm8kOutputSchema>;

const solutionSchema = z.object({ solution: z.string(), is_correct: z.boolean().optional() });

/** `example_model_solutions.jsonl`: the right answer with the solutions of several models, each under its name. */
export const gsm8kSolutionsSchema = z
  .object({ ...about, ground_truth: referenceSchema })
  .catchall(z.unknown())
  .refine(namesItsQuestion, NAMED)
  .transform(({ question, row, ground_truth, ...others }) => ({
    question,
    row,
    ground_truth,
    solutions: Object.entries(others).flatMap(([model, other]) => {
      const { data: solution } = solutionSchema.safeParse(other);
      return solution ? [{ model, ...solution }] : [];
    }),
  }))
  .refine(({ solutions }) => solutions.length > 0, 'has no solution of a model');

/** What a row is about. */
export function gsm8kKey({ question, row }: { question?: string | undefined; row?: number | undefined }): string {
  return question ?? `row ${row}`;
}
