import { existsSync } from 'node:fs';
import { appendFile, readFile } from 'node:fs/promises';
import { modelLabelledQuestionSchema, type ModelLabelledQuestion } from '../core/benchmarks/question-labels';
import { questionLabelsVersion } from '../core/benchmarks/question-labels-prompt';
import { jsonLines } from '../core/json-text';
import { problemOf, readKeyedRows, throwIfAny } from '../data/evaluation/keyed-rows';

/** Labels of questions by one model and one wording, one row each, that grow as they are made. */
export interface LabelsFile {
  /** What earlier commands labelled. */
  rows: ModelLabelledQuestion[];
  append(row: ModelLabelledQuestion): Promise<void>;
}

/** @throws DataError for rows of another model or wording, which must not be mixed with these, and for a row that was cut. */
export async function openLabelsFile(file: string, model: string): Promise<LabelsFile> {
  const isThere = existsSync(file);
  const found = isThere ? await readKeyedRows(file, modelLabelledQuestionSchema, ({ instruction }) => instruction) : [];
  throwIfAny(
    found.flatMap(({ row, ...where }) => [
      ...(row.model === model
        ? []
        : [problemOf(where, 'model', `is "${row.model}"; name another file for "${model}"`)]),
      ...(row.promptVersion === questionLabelsVersion
        ? []
        : [problemOf(where, 'promptVersion', 'is that of another wording; name another file for this one')]),
    ]),
  );
  // An editor may have left the last row without its end.
  if (isThere && !(await readFile(file, 'utf8')).endsWith('\n')) await appendFile(file, '\n');
  return { rows: found.map(({ row }) => row), append: (row) => appendFile(file, jsonLines([row])) };
}
