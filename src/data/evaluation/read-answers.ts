import type { z } from 'zod';
import { problemOf, readKeyedRows, throwIfAny, type KeyedRow } from './keyed-rows';

/** Answers with the questions that they answer, in the order of the answers. */
export interface Answers<Question, Output> {
  answers: { question: Question; output: Output }[];
  questions: number;
  /** Questions without an answer: they count nowhere, and are shown. */
  unanswered: number;
}

/**
 * Joins a file of answers to its questions. `namesOf` gives what a question can be found by, `nameOf` what an answer names.
 * @throws DataError, also for an answer to no question of the file.
 */
export async function readAnswers<Question, Output>(
  questions: readonly KeyedRow<Question>[],
  file: string,
  schema: z.ZodType<Output>,
  { namesOf, nameOf }: { namesOf: (question: Question) => string[]; nameOf: (output: Output) => string },
): Promise<Answers<Question, Output>> {
  const byName = new Map(questions.flatMap((question) => namesOf(question.row).map((name) => [name, question.row])));
  const outputs = await readKeyedRows(file, schema, nameOf);
  const joined = outputs.map((output) => ({ output, question: byName.get(output.key) }));
  throwIfAny(
    joined.flatMap(({ output, question }) =>
      question === undefined
        ? [problemOf(output, null, `answers no question of ${questions[0]?.file ?? 'the file'}`)]
        : [],
    ),
  );
  const answers = joined.flatMap(({ output, question }) =>
    question === undefined ? [] : [{ question, output: output.row }],
  );
  return {
    answers,
    questions: questions.length,
    unanswered: questions.length - new Set(answers.map(({ question }) => question)).size,
  };
}
