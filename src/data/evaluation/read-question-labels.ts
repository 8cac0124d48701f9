import { alpacaKey } from '../../core/benchmarks/alpaca-eval-formats';
import { labelledQuestionSchema, type QuestionLabels } from '../../core/benchmarks/question-labels';
import { readKeyedRows } from './keyed-rows';

/** Labels of questions by all that a row about one may name it by: its instruction, and its index. @throws DataError */
export async function readQuestionLabels(file: string): Promise<Map<string, QuestionLabels>> {
  const rows = await readKeyedRows(file, labelledQuestionSchema, ({ instruction }) => instruction);
  return new Map(
    rows.flatMap(({ row: { instruction, index, ...labels } }) => [
      ...(index === undefined ? [] : [[alpacaKey({ index }), labels] as const]),
      [instruction, labels] as const,
    ]),
  );
}
