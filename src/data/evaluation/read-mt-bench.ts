import {
  mtBenchAnswerSchema,
  mtBenchJudgePromptSchema,
  mtBenchQuestionSchema,
} from '../../core/benchmarks/mt-bench-formats';
import { answerTemperature, judgePromptNames, REFERENCE_CATEGORIES } from '../../core/benchmarks/mt-bench-judge';
import type { JudgePrompt, MtBenchItem } from '../../core/benchmarks/questions';
import { DataError } from '../data-error';
import { readKeyedRows } from './keyed-rows';

export interface MtBenchFiles {
  questions: string;
  references?: string | undefined;
  judgePrompts?: string | undefined;
}

/** Questions with reference answers, where their category is judged by one, and with the wording that judges them. */
export async function readMtBenchItems(files: MtBenchFiles): Promise<MtBenchItem[]> {
  const questions = await readKeyedRows(files.questions, mtBenchQuestionSchema, ({ question_id }) =>
    String(question_id),
  );
  const references =
    files.references === undefined ? new Map<string, string[]>() : await readReferences(files.references);
  const prompts = files.judgePrompts === undefined ? null : await readJudgePrompts(files.judgePrompts);
  return questions.map(({ key: id, row: { question_id, category, turns, reference } }) => {
    const known = REFERENCE_CATEGORIES.includes(category) ? (references.get(id) ?? reference ?? null) : null;
    return {
      id,
      turns,
      temperature: answerTemperature(category),
      questionId: question_id,
      category,
      references: known,
      judgePrompts: prompts && (known ? prompts.withReference : prompts.without),
    };
  });
}

async function readReferences(file: string): Promise<Map<string, string[]>> {
  const rows = await readKeyedRows(file, mtBenchAnswerSchema, ({ question_id }) => String(question_id));
  return new Map(rows.map(({ key, row }) => [key, row.choices[0]?.turns ?? []]));
}

type BothTurns = [JudgePrompt, JudgePrompt];

async function readJudgePrompts(file: string): Promise<{ withReference: BothTurns; without: BothTurns }> {
  const rows = await readKeyedRows(file, mtBenchJudgePromptSchema, ({ name }) => name);
  const byName = new Map(rows.map(({ key, row }) => [key, row]));
  const named = (name: string): JudgePrompt => {
    const prompt = byName.get(name);
    if (prompt) return { name, system: prompt.system_prompt, template: prompt.prompt_template };
    throw new DataError([{ file, line: null, path: null, message: `has no prompt "${name}"` }]);
  };
  const both = (hasReference: boolean): BothTurns => {
    const [first, second] = judgePromptNames(hasReference);
    return [named(first), named(second)];
  };
  return { withReference: both(true), without: both(false) };
}
