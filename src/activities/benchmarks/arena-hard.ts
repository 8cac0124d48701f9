import { z } from 'zod';
import { answerStyles, styleDifference } from '../../core/benchmarks/answer-style';
import { arenaHardReport, gamesOf, meanScore } from '../../core/benchmarks/arena-hard';
import { parseGameLabel } from '../../core/benchmarks/arena-hard-formats';
import { gameMessages } from '../../core/benchmarks/arena-hard-judge';
import { arenaHardItemSchema, type ArenaHardItem } from '../../core/benchmarks/questions';
import { digestSchema } from '../../core/records';
import { readArenaHardItems } from '../../data/evaluation/read-questions';
import type { CallRunner } from '../labelling/call-runner';
import { askJudge } from './ask-judge';
import type { Answered, BenchmarkContext, BenchmarkKind, Spec } from './benchmark-kind';
import { shareHeadline } from './headlines';

const gameSchema = z.strictObject({ score: z.string().nullable(), judgment: z.string(), callKey: digestSchema });
type Game = z.infer<typeof gameSchema>;

/** A row of Arena-Hard's judgments; each game names the call that it rests on. */
const judgmentSchema = z.strictObject({
  uid: z.string(),
  category: z.string().optional(),
  model: z.string(),
  judge: z.string(),
  games: z.tuple([gameSchema, gameSchema]),
});
type Judgment = z.infer<typeof judgmentSchema>;

export const arenaHard: BenchmarkKind<'arena-hard', ArenaHardItem> = {
  read: readArenaHardItems,
  schema: arenaHardItemSchema,
  async measure(context, spec, answered) {
    await context.keep(
      'outputs.jsonl',
      answered.map(({ item, answers }) => ({
        uid: item.id,
        model: context.modelName,
        messages: [
          { role: 'user', content: item.prompt },
          { role: 'assistant', content: { answer: answers[0]?.text ?? '' } },
        ],
      })),
    );
    const judgments = await context.judged(answered, judgmentSchema, (runner, one) => play(runner, context, spec, one));
    const byUid = new Map(answered.map((one) => [one.item.id, one]));
    const battles = judgments.flatMap((judgment) => {
      const [games, one] = [gamesOf(judgment), byUid.get(judgment.uid)];
      return games && one ? [{ key: judgment.uid, model: context.modelName, games, style: styleOf(one) }] : [];
    });
    const plain = arenaHardReport(
      battles.map((battle) => ({ ...battle, style: [] })),
      context.random,
    );
    return {
      headline: shareHeadline('chance to win against the baseline', plain.models[0]?.score ?? null),
      scores: new Map(battles.map(({ key, games }) => [key, meanScore(games)])),
      unread: answered.length - battles.length,
      figures: { plain, styleControlled: { features: FEATURES, ...arenaHardReport(battles, context.random) } },
    };
  },
};

const FEATURES = ['length', 'headers', 'lists', 'bold'] as const;

function styleOf({ item, answers }: Answered<ArenaHardItem>): number[] {
  const named = { uid: item.id, model: '' };
  const [ours, theirs] = answerStyles(
    { ...named, answer: answers[0]?.text ?? '' },
    { ...named, answer: item.baseline.output },
  );
  return FEATURES.map((feature) => styleDifference(feature, ours, theirs));
}

/** Both games: the baseline's answer first, then the model's. None where either could not be asked. */
async function play(
  runner: CallRunner,
  context: BenchmarkContext,
  spec: Spec<'arena-hard'>,
  { item, answers }: Answered<ArenaHardItem>,
): Promise<Judgment[]> {
  const [ours, theirs] = [answers[0]?.text ?? '', item.baseline.output];
  const [first, second] = await Promise.all([
    playGame(runner, context, spec, item, { a: theirs, b: ours, game: 1 }),
    playGame(runner, context, spec, item, { a: ours, b: theirs, game: 2 }),
  ]);
  if (!first || !second) return [];
  return [
    {
      uid: item.id,
      ...(item.category === null ? {} : { category: item.category }),
      model: context.modelName,
      judge: context.judge.digest,
      games: [first, second],
    },
  ];
}

async function playGame(
  runner: CallRunner,
  context: BenchmarkContext,
  { judgeTokens }: Spec<'arena-hard'>,
  item: ArenaHardItem,
  { a, b, game }: { a: string; b: string; game: 1 | 2 },
): Promise<Game | null> {
  const reply = await askJudge(runner, context, {
    item,
    purpose: `game-${game}`,
    row: item.id,
    messages: gameMessages({ prompt: item.prompt, a, b }),
    maxTokens: judgeTokens,
  });
  return reply && { score: parseGameLabel(reply.text), judgment: reply.text, callKey: reply.callKey };
}
