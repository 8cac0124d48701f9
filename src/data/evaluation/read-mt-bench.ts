import {
  mtBenchAnswerSchema,
  mtBenchJudgePromptSchema,
  mtBenchQuestionSchema,
  type MtBenchAnswer,
} from '../../core/benchmarks/mt-bench-formats';
import {
  answerTemperature,
  judgePromptNames,
  REFERENCE_CATEGORIES,
  type JudgingMode,
} from '../../core/benchmarks/mt-bench-judge';
import type { JudgePrompt, MtBenchItem, MtBenchPairItem } from '../../core/benchmarks/questions';
import { DataError } from '../data-error';
import { joinRows, readKeyedRows, type KeyedRow } from './keyed-rows';

export interface MtBenchFiles {
  questions: string;
  references?: string | undefined;
  judgePrompts?: string | undefined;
}

/** Questions with reference answers, where their category is judged by one, and with the wording that judges them. */
export async function readMtBenchItems(files: MtBenchFiles): Promise<MtBenchItem[]> {
  return (await readKeyedItems(files, 'single')).map(({ row }) => row);
}

/** The same to compare with the answers of another model. */
export async function readMtBenchPairItems(files: MtBenchFiles & { baseline: string }): Promise<MtBenchPairItem[]> {
  const items = await readKeyedItems(files, 'pair');
  return joinRows(items, await readAnswers(files.baseline), 'answer').map(({ one, other }) => ({
    ...one.row,
    baseline: { generator: other.row.model_id, answers: turnsOf(other) },
  }));
}

async function readKeyedItems(files: MtBenchFiles, mode: JudgingMode): Promise<KeyedRow<MtBenchItem>[]> {
  const questions = await readKeyedRows(files.questions, mtBenchQuestionSchema, ({ question_id }) =>
    String(question_id),
  );
  const answers = files.references === undefined ? [] : await readAnswers(files.references);
  const references = new Map(answers.map((answer) => [answer.key, turnsOf(answer)]));
  const prompts = files.judgePrompts === undefined ? null : await readJudgePrompts(files.judgePrompts, mode);
  return questions.map(({ row: { question_id, category, turns, reference }, ...place }) => {
    const known = REFERENCE_CATEGORIES.includes(category) ? (references.get(place.key) ?? reference ?? null) : null;
    const row = {
      id: place.key,
      turns,
      temperature: answerTemperature(category),
      questionId: question_id,
      category,
      references: known,
      judgePrompts: prompts && (known ? prompts.withReference : prompts.without),
    };
    return { ...place, row };
  });
}

function readAnswers(file: string): Promise<KeyedRow<MtBenchAnswer>[]> {
  return readKeyedRows(file, mtBenchAnswerSchema, ({ question_id }) => String(question_id));
}

function turnsOf({ row }: KeyedRow<MtBenchAnswer>): string[] {
  return row.choices[0]?.turns ?? [];
}

type BothTurns = [JudgePrompt, JudgePrompt];

async function readJudgePrompts(
  file: string,
  mode: JudgingMode,
): Promise<{ withReference: BothTurns; without: BothTurns }> {
  const rows = await readKeyedRows(file, mtBenchJudgePromptSchema, ({ name }) => name);
  const byName = new Map(rows.map(({ key, row }) => [key, row]));
  const named = (name: string): JudgePrompt => {
    const prompt = byName.get(name);
    if (prompt) return { name, system: prompt.system_prompt, template: prompt.prompt_template };
    throw new DataError([{ file, line: null, path: null, message: `has no prompt "${name}"` }]);
  };
  const both = (hasReference: boolean): BothTurns => {
    const [first, second] = judgePromptNames(mode, hasReference);
    return [named(first), named(second)];
  };
  return { withReference: both(true), without: both(false) };
}
