import { z } from 'zod';
import type { Verdict } from '../judging/combine-verdicts';
import { parseRating } from './mt-bench-parsing';

/** `question.jsonl`: two turns; `reference` holds the right answers, where there are some. */
export const mtBenchQuestionSchema = z.object({
  question_id: z.int(),
  category: z.string(),
  turns: z.array(z.string()).min(1),
  reference: z.array(z.string()).optional(),
});
export type MtBenchQuestion = z.infer<typeof mtBenchQuestionSchema>;

/** `model_answer/<model>.jsonl` and `reference_answer/<model>.jsonl`: an answer a turn. */
export const mtBenchAnswerSchema = z.object({
  question_id: z.int(),
  model_id: z.string(),
  choices: z.array(z.object({ index: z.int(), turns: z.array(z.string()).min(1) })).min(1),
});
export type MtBenchAnswer = z.infer<typeof mtBenchAnswerSchema>;

/** `judge_prompts.jsonl`: the wordings by which a judge is asked. */
export const mtBenchJudgePromptSchema = z.object({
  name: z.string(),
  system_prompt: z.string(),
  prompt_template: z.string(),
});

const turn = z.int().min(1).max(2);
/** The judge and the name of its prompt. */
const judge = z.tuple([z.string(), z.string()]);

/** `model_judgment/<judge>_single.jsonl`. A text of the judge is read again; without one the recorded score counts, -1 as none. */
export const mtBenchRatingSchema = z
  .object({
    question_id: z.int(),
    model: z.string(),
    judge,
    turn,
    score: z.number().refine((score) => score === -1 || (score >= 1 && score <= 10), 'must be from 1 to 10, or -1'),
    judgment: z.string().optional(),
  })
  .transform(({ question_id, model, judge: [name], turn: nth, score, judgment }) => {
    const recorded = score === -1 ? null : score;
    const rating = judgment === undefined ? recorded : parseRating(judgment);
    return { questionId: question_id, model, judge: name, turn: nth, rating, isAsRecorded: rating === recorded };
  });
export type MtBenchRating = z.infer<typeof mtBenchRatingSchema>;

const winner = z.enum(['model_1', 'model_2', 'tie', 'error']).transform((name): Verdict => {
  if (name === 'error') return 'null';
  return name === 'tie' ? 'tie' : name === 'model_1' ? 'first' : 'second';
});

/** `model_judgment/<judge>_pair.jsonl`: the winners of both orders, in terms of the models. */
export const mtBenchMatchSchema = z
  .object({
    question_id: z.int(),
    model_1: z.string(),
    model_2: z.string(),
    judge,
    turn,
    g1_winner: winner,
    g2_winner: winner,
  })
  .transform(({ question_id, model_1, model_2, judge: [name], turn: nth, g1_winner, g2_winner }) => ({
    questionId: question_id,
    first: model_1,
    second: model_2,
    judge: name,
    turn: nth,
    forward: g1_winner,
    backward: g2_winner,
  }));
export type MtBenchMatch = z.infer<typeof mtBenchMatchSchema>;
