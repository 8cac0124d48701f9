import { z } from 'zod';
import { mtBenchWinRates } from '../../core/benchmarks/mt-bench';
import { mtBenchMatchSchema, type MtBenchMatch } from '../../core/benchmarks/mt-bench-formats';
import { judgePromptNames } from '../../core/benchmarks/mt-bench-judge';
import { matchMessages } from '../../core/benchmarks/mt-bench-pair-judge';
import { parsePairwiseRating } from '../../core/benchmarks/mt-bench-parsing';
import { mtBenchPairItemSchema, type MtBenchPairItem } from '../../core/benchmarks/questions';
import { groupBy } from '../../core/group-by';
import { combineVerdicts, verdictOf, type Verdict } from '../../core/judging/combine-verdicts';
import { digestSchema } from '../../core/records';
import { headToHead } from '../../core/statistics/head-to-head';
import { readMtBenchPairItems } from '../../data/evaluation/read-mt-bench';
import type { CallRunner } from '../labelling/call-runner';
import { askJudge } from './ask-judge';
import type { Answered, BenchmarkContext, BenchmarkKind, Spec } from './benchmark-kind';
import { shareHeadline } from './headlines';
import { keepMtBenchAnswers } from './mt-bench';

const winnerSchema = z.enum(['model_1', 'model_2', 'tie', 'error']);

/** A row of FastChat's pairwise judgments, with the call of each order; the model under evaluation is model_1. */
const judgmentSchema = z.strictObject({
  question_id: z.int(),
  model_1: z.string(),
  model_2: z.string(),
  judge: z.tuple([z.string(), z.string()]),
  turn: z.literal([1, 2]),
  g1_winner: winnerSchema,
  g2_winner: winnerSchema,
  g1_judgment: z.string(),
  g2_judgment: z.string(),
  callKeys: z.tuple([digestSchema, digestSchema]),
});
type Judgment = z.infer<typeof judgmentSchema>;

/** The answers of both models to a turn with those before it. */
interface Compared {
  item: MtBenchPairItem;
  ours: string[];
  theirs: string[];
  turn: 1 | 2;
}

export const mtBenchPairwise: BenchmarkKind<'mt-bench-pairwise', MtBenchPairItem> = {
  read: readMtBenchPairItems,
  schema: mtBenchPairItemSchema,
  async measure(context, spec, answered) {
    await keepMtBenchAnswers(context, answered);
    const compared = answered.flatMap(comparedTurns);
    const judgments = await context.judged(compared, judgmentSchema, (runner, one) =>
      compare(runner, context, spec, one),
    );
    const matches = judgments.map((judgment) => mtBenchMatchSchema.parse(judgment));
    const [figures] = mtBenchWinRates(matches, context.random);
    return {
      headline: shareHeadline('adjusted win rate against the baseline', figures?.interval ?? null),
      scores: winRatesByQuestion(matches),
      unread: compared.length - matches.filter((match) => outcomeOf(match) !== 'null').length,
      figures: figures ?? {},
    };
  },
};

function comparedTurns({ item, answers }: Answered<MtBenchPairItem>): Compared[] {
  const [ours, theirs] = [answers.map(({ text }) => text), item.baseline.answers];
  const turns = [1, 2] as const;
  return turns
    .slice(0, Math.min(ours.length, theirs.length))
    .map((turn) => ({ item, ours: ours.slice(0, turn), theirs: theirs.slice(0, turn), turn }));
}

function outcomeOf({ forward, backward }: MtBenchMatch): Verdict {
  return combineVerdicts(forward, backward);
}

function winRatesByQuestion(matches: readonly MtBenchMatch[]): Map<string, number> {
  return new Map(
    [...groupBy(matches, ({ questionId }) => questionId)].flatMap(([question, of]) => {
      const { winRate } = headToHead(of.map(outcomeOf));
      return winRate === null ? [] : [[String(question), winRate]];
    }),
  );
}

/** Both orders: the answer of the model first, then that of the baseline. None where either could not be asked. */
async function compare(
  runner: CallRunner,
  context: BenchmarkContext,
  spec: Spec<'mt-bench-pairwise'>,
  compared: Compared,
): Promise<Judgment[]> {
  const [forward, backward] = await Promise.all([
    askInOrder(runner, context, spec, compared, 'forward'),
    askInOrder(runner, context, spec, compared, 'backward'),
  ]);
  if (!forward || !backward) return [];
  const { item, turn } = compared;
  return [
    {
      question_id: item.questionId,
      model_1: context.modelName,
      model_2: item.baseline.generator,
      judge: [context.judge.digest, judgePromptNames('pair', item.references !== null)[turn - 1] ?? ''],
      turn,
      g1_winner: WINNERS[forward.verdict],
      g2_winner: WINNERS[backward.verdict],
      g1_judgment: forward.text,
      g2_judgment: backward.text,
      callKeys: [forward.callKey, backward.callKey],
    },
  ];
}

const WINNERS: Record<Verdict, z.infer<typeof winnerSchema>> = {
  first: 'model_1',
  second: 'model_2',
  tie: 'tie',
  null: 'error',
};

async function askInOrder(
  runner: CallRunner,
  context: BenchmarkContext,
  { judgeTokens }: Spec<'mt-bench-pairwise'>,
  { item, ours, theirs, turn }: Compared,
  order: 'forward' | 'backward',
): Promise<{ verdict: Verdict; text: string; callKey: string } | null> {
  const slots = order === 'forward' ? { a: ours, b: theirs } : { a: theirs, b: ours };
  const reply = await askJudge(runner, context, {
    item,
    purpose: `match-${turn}-${order}`,
    row: `${item.id}.t${turn}`,
    messages: matchMessages(item, slots, turn),
    maxTokens: judgeTokens,
  });
  return reply && { ...reply, verdict: verdictOf(parsePairwiseRating(reply.text), order) };
}
