import { z } from 'zod';

/** A prompt is known by its uid (question_id in early files). */
const about = { uid: z.string().optional(), question_id: z.string().optional() };
const isNamed = ({ uid, question_id }: { uid?: string | undefined; question_id?: string | undefined }) =>
  uid !== undefined || question_id !== undefined;
const NAMED = 'must have a uid';

export function arenaHardKey({
  uid,
  question_id,
}: {
  uid?: string | undefined;
  question_id?: string | undefined;
}): string {
  return uid ?? question_id ?? '';
}

/** `question.jsonl`. */
export const arenaHardQuestionSchema = z
  .object({ ...about, category: z.string().optional(), prompt: z.string() })
  .refine(isNamed, NAMED);
export type ArenaHardQuestion = z.infer<typeof arenaHardQuestionSchema>;

/** What slot A is worth in a game, and how often it counts: a decisive verdict counts three times. */
export interface GameScore {
  score: number;
  weight: number;
}

const DECISIVE = 3;
const GAME_SCORES: ReadonlyMap<string, GameScore> = new Map([
  ['A>>B', { score: 1, weight: DECISIVE }],
  ['A>B', { score: 1, weight: 1 }],
  ['A=B', { score: 0.5, weight: 1 }],
  ['B=A', { score: 0.5, weight: 1 }],
  ['B>A', { score: 0, weight: 1 }],
  ['B>>A', { score: 0, weight: DECISIVE }],
  ['A<B', { score: 0, weight: 1 }],
  ['A<<B', { score: 0, weight: DECISIVE }],
  ['B<A', { score: 1, weight: 1 }],
  ['B<<A', { score: 1, weight: DECISIVE }],
]);

/** Null for a label that is none. */
export function gameScore(label: string): GameScore | null {
  return GAME_SCORES.get(label) ?? null;
}

/** The verdict of a reply (2406.11939): the last label in double brackets, else the last in single ones; null without one. */
export function parseGameLabel(reply: string): string | null {
  const labels = (pattern: RegExp) =>
    [...reply.matchAll(pattern)].flatMap(([, label = '']) => (gameScore(label) ? [label] : []));
  return labels(/\[\[([AB<>=]+)\]\]/g).at(-1) ?? labels(/\[([AB<>=]+)\]/g).at(-1) ?? null;
}

const gameSchema = z
  .object({
    score: z
      .string()
      .refine((label) => gameScore(label) !== null, 'must be one of A>>B, A>B, A=B, B>A, B>>A, or null')
      .nullable(),
  })
  .nullable();

/**
 * `model_judgment/<judge>/<model>.jsonl`: two games a prompt. In the first one the baseline's answer stands in slot A, in the
 * second the model's. A game without a score is null, and both are left out.
 */
export const arenaHardJudgmentSchema = z
  .object({
    ...about,
    category: z.string().optional(),
    model: z.string(),
    judge: z.string().optional(),
    games: z.tuple([gameSchema, gameSchema]),
  })
  .refine(isNamed, NAMED);
export type ArenaHardJudgment = z.infer<typeof arenaHardJudgmentSchema>;

const count = z.record(z.string(), z.int().min(0));
const styleSchema = z.object({ token_len: z.int().min(0), header_count: count, list_count: count, bold_count: count });
export type RecordedStyle = z.infer<typeof styleSchema>;

/** `model_answer/<model>.jsonl`: the last message is the answer; `metadata` counts its tokens and Markdown. */
export const arenaHardAnswerSchema = z
  .object({
    ...about,
    model: z.string(),
    messages: z
      .array(z.object({ role: z.string(), content: z.union([z.string(), z.object({ answer: z.string() })]) }))
      .min(1),
    metadata: styleSchema.optional(),
  })
  .refine(isNamed, NAMED)
  .transform(({ messages, ...row }) => {
    const content = messages.at(-1)?.content ?? '';
    return { ...row, answer: typeof content === 'string' ? content : content.answer };
  });
export type ArenaHardAnswer = z.infer<typeof arenaHardAnswerSchema>;
