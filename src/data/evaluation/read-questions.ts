import { alpacaInstructionSchema, alpacaKey, alpacaOutputSchema } from '../../core/benchmarks/alpaca-eval-formats';
import { arenaHardAnswerSchema, arenaHardKey, arenaHardQuestionSchema } from '../../core/benchmarks/arena-hard-formats';
import { gsm8kKey, gsm8kQuestionSchema } from '../../core/benchmarks/gsm8k-formats';
import { ifevalQuestionSchema } from '../../core/benchmarks/ifeval-formats';
import type { AlpacaItem, ArenaHardItem, Gsm8kItem, IfevalItem } from '../../core/benchmarks/questions';
import { problemOf, readKeyedRows, throwIfAny, type KeyedRow } from './keyed-rows';
import { readDifficulties } from './read-difficulties';

/** What a question of GSM8K is asked with; answers are read by their last number. */
const STEP_BY_STEP = 'Think step by step, and end with the answer as a number alone on the last line.';

export async function readIfevalItems(questions: string): Promise<IfevalItem[]> {
  const rows = await readKeyedRows(questions, ifevalQuestionSchema, ({ key }) => String(key));
  return rows.map(({ key: id, row: { prompt, ...row } }) => ({ id, turns: [prompt], temperature: 0, ...row }));
}

export async function readGsm8kItems(questions: string): Promise<Gsm8kItem[]> {
  const rows = await readKeyedRows(questions, gsm8kQuestionSchema, gsm8kKey);
  return rows.map(({ row: { question, answer } }, position) => ({
    id: `q${position}`,
    turns: [`${question}\n\n${STEP_BY_STEP}`],
    temperature: 0,
    question,
    reference: answer,
  }));
}

export async function readAlpacaItems(files: {
  questions: string;
  baseline: string;
  difficulty?: string | undefined;
}): Promise<AlpacaItem[]> {
  const rows = await readKeyedRows(files.questions, alpacaInstructionSchema, ({ instruction }) => instruction);
  const baseline = new Map(
    (await readKeyedRows(files.baseline, alpacaOutputSchema, alpacaKey)).map(({ key, row }) => [key, row]),
  );
  const difficulties = files.difficulty === undefined ? undefined : await readDifficulties(files.difficulty);
  const joined = rows.map((question, position) => {
    const { instruction, index } = question.row;
    const output = baseline.get(instruction) ?? baseline.get(alpacaKey({ index }));
    const difficulty = difficulties?.byPosition.get(position) ?? null;
    return { question, position, output, difficulty };
  });
  throwIfAny([
    ...joined.flatMap(({ question, output }) => (output ? [] : [without(question, files.baseline, 'output')])),
    ...joined.flatMap(({ question, difficulty }) =>
      difficulties && difficulty === null ? [without(question, files.difficulty, 'difficulty')] : [],
    ),
  ]);
  return joined.flatMap(({ question: { row }, position, output, difficulty }) =>
    output
      ? {
          id: `i${position}`,
          turns: [row.instruction],
          // AlpacaEval leaves sampling to each model; most are asked so.
          temperature: 0.7,
          instruction: row.instruction,
          dataset: row.dataset ?? null,
          baseline: { generator: output.generator, output: output.output },
          difficulty,
          gamed: (difficulties?.gamed ?? [])
            .filter((gamed) => gamed.position === position)
            .map(({ preference, standardisedLength }) => ({ preference, standardisedLength })),
        }
      : [],
  );
}

export async function readArenaHardItems(files: { questions: string; baseline: string }): Promise<ArenaHardItem[]> {
  const rows = await readKeyedRows(files.questions, arenaHardQuestionSchema, arenaHardKey);
  const answers = await readKeyedRows(files.baseline, arenaHardAnswerSchema, arenaHardKey);
  const baseline = new Map(answers.map(({ key, row }) => [key, row]));
  throwIfAny(rows.flatMap((row) => (baseline.has(row.key) ? [] : [without(row, files.baseline, 'answer')])));
  return rows.flatMap(({ key: id, row: { prompt, category } }) => {
    const answer = baseline.get(id);
    if (!answer) return [];
    const theirs = { generator: answer.model, output: answer.answer };
    return { id, turns: [prompt], temperature: 0, prompt, category: category ?? null, baseline: theirs };
  });
}

function without(row: KeyedRow<unknown>, file: string | undefined, what: string) {
  return problemOf(row, null, `${file} has no ${what} of it`);
}
