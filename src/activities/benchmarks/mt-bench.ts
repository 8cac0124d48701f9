import { z } from 'zod';
import { mtBenchReports, ratingsByQuestion } from '../../core/benchmarks/mt-bench';
import { mtBenchRatingSchema } from '../../core/benchmarks/mt-bench-formats';
import { judgePromptNames, ratingMessages } from '../../core/benchmarks/mt-bench-judge';
import { parseRating } from '../../core/benchmarks/mt-bench-parsing';
import { mtBenchItemSchema, type MtBenchItem } from '../../core/benchmarks/questions';
import { digestSchema } from '../../core/records';
import { readMtBenchItems } from '../../data/evaluation/read-mt-bench';
import type { CallRunner } from '../labelling/call-runner';
import { askJudge } from './ask-judge';
import type { Answered, BenchmarkContext, BenchmarkKind, Spec } from './benchmark-kind';
import { headline } from './headlines';

/** A row of FastChat's judgments, with the call that it rests on. */
const judgmentSchema = z.strictObject({
  question_id: z.int(),
  model: z.string(),
  judge: z.tuple([z.string(), z.string()]),
  user_prompt: z.string(),
  judgment: z.string(),
  score: z.number(),
  turn: z.literal([1, 2]),
  callKey: digestSchema,
});
type Judgment = z.infer<typeof judgmentSchema>;

/** An answer to a turn with those before it. */
interface Rated {
  item: MtBenchItem;
  answers: string[];
  turn: 1 | 2;
}

export const mtBench: BenchmarkKind<'mt-bench', MtBenchItem> = {
  read: readMtBenchItems,
  schema: mtBenchItemSchema,
  async measure(context, spec, answered) {
    await keepMtBenchAnswers(context, answered);
    const rated = answered.flatMap(ratedTurns);
    const judgments = await context.judged(rated, judgmentSchema, (runner, one) => rate(runner, context, spec, one));
    const ratings = judgments.map((judgment) => mtBenchRatingSchema.parse(judgment));
    const categories = new Map(answered.map(({ item }) => [item.questionId, item.category]));
    const [figures] = mtBenchReports(ratings, categories, context.random);
    return {
      headline: headline('mean rating', 'rating', figures?.average ?? null),
      scores: ratingsByQuestion(ratings),
      unread: rated.length - judgments.filter(({ score }) => score !== -1).length,
      figures: figures ?? {},
    };
  },
};

/** Keeps the answers as FastChat's files of a model hold them. */
export function keepMtBenchAnswers(
  { keep, modelName }: Pick<BenchmarkContext, 'keep' | 'modelName'>,
  answered: readonly Answered<MtBenchItem>[],
): Promise<void> {
  const rows = answered.map(({ item, answers }) => ({
    question_id: item.questionId,
    model_id: modelName,
    choices: [{ index: 0, turns: answers.map(({ text }) => text) }],
  }));
  return keep('outputs.jsonl', rows);
}

function ratedTurns({ item, answers }: Answered<MtBenchItem>): Rated[] {
  const texts = answers.map(({ text }) => text);
  const turns = [1, 2] as const;
  return turns.slice(0, texts.length).map((turn) => ({ item, answers: texts.slice(0, turn), turn }));
}

async function rate(
  runner: CallRunner,
  context: BenchmarkContext,
  { judgeTokens }: Spec<'mt-bench'>,
  { item, answers, turn }: Rated,
): Promise<Judgment[]> {
  const messages = ratingMessages(item, answers, turn);
  const reply = await askJudge(runner, context, {
    item,
    purpose: `rating-${turn}`,
    row: `${item.id}.t${turn}`,
    messages,
    maxTokens: judgeTokens,
  });
  if (!reply) return [];
  return [
    {
      question_id: item.questionId,
      model: context.modelName,
      judge: [context.judge.digest, judgePromptNames('single', item.references !== null)[turn - 1] ?? ''],
      user_prompt: messages.at(-1)?.content ?? '',
      judgment: reply.text,
      score: parseRating(reply.text) ?? -1,
      turn,
      callKey: reply.callKey,
    },
  ];
}
