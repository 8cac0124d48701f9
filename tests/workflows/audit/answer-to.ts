import { createHash } from 'node:crypto';
import { z } from 'zod';

const bodySchema = z.looseObject({
  n: z.int().default(1),
  temperature: z.number().default(1),
  prompt: z.union([z.string(), z.array(z.int())]).optional(),
  messages: z.array(z.object({ content: z.string() })).optional(),
  include_stop_str_in_output: z.boolean().optional(),
  logprobs: z.union([z.boolean(), z.int()]).optional(),
  structured_outputs: z.object({ choice: z.array(z.string()) }).optional(),
});
type Body = z.output<typeof bodySchema>;

const END_OF_TURN = [1, 2];

/** Scores, verdicts, answers and log-probabilities that the request itself determines. */
export function answerTo(path: string, request: unknown): object {
  const body = bodySchema.parse(request ?? {});
  const digest = createHash('sha256')
    .update(JSON.stringify(request ?? null))
    .digest('hex');
  switch (path) {
    case '/version':
      return { version: '0.0.0-test' };
    case '/tokenize': {
      // A text that stands alone has a token for each character, so that a label at its end is one.
      if (typeof body.prompt === 'string') {
        const tokens = Array.from(body.prompt, (character) => character.codePointAt(0) ?? 0);
        return { count: tokens.length, max_model_len: 4096, tokens };
      }
      const words = (body.messages ?? []).flatMap(({ content }) => content.split(/\s+/));
      const tokens = [...words.map(tokenOf), ...END_OF_TURN];
      return { count: tokens.length, max_model_len: 4096, tokens };
    }
    case '/v1/completions':
      return {
        id: 'x',
        model: 'm',
        choices: [{ index: 0, text: 'x', finish_reason: 'length', prompt_logprobs: logprobs(body, digest) }],
      };
    default:
      return {
        id: 'x',
        model: 'm',
        choices: Array.from({ length: body.n }, (_, index) => ({
          index,
          message: { role: 'assistant', content: replyTo(body, digest.slice(sampleOf(body, index))) },
          finish_reason: 'stop',
          token_ids: [1, 2, 3],
          ...(body.logprobs === true ? { logprobs: { content: [labels(digest)] } } : {}),
        })),
        usage: { prompt_tokens: 1, completion_tokens: 3 * body.n },
      };
  }
}

/** A cold model says everything twice. */
function sampleOf({ temperature }: Body, index: number): number {
  return temperature < 0.5 ? Math.floor(index / 2) : index;
}

function tokenOf(word: string): number {
  return createHash('sha256').update(word).digest().readUInt16BE(0);
}

/** The served name is part of the request, so that models differ. */
function logprobs({ prompt = '' }: Body, digest: string): (object | null)[] {
  const count = typeof prompt === 'string' ? 2 : prompt.length;
  const logprob = (place: number) => -(Number.parseInt(digest.slice(place % 32, (place % 32) + 4), 16) % 500) / 100;
  return Array.from({ length: count }, (_, place) =>
    place === 0 ? null : { [place]: { logprob: logprob(place), rank: 1 } },
  );
}

/** The label A and how probable either is. */
function labels(digest: string): object {
  const [a, b] = [0, 4].map((from) => -(Number.parseInt(digest.slice(from, from + 4), 16) % 300) / 100);
  const top = [
    { token: 'A', logprob: a },
    { token: 'B', logprob: b },
  ];
  return { ...top[0], top_logprobs: top };
}

function replyTo(
  { messages = [], structured_outputs: constraint, include_stop_str_in_output: isStep }: Body,
  digest: string,
): string {
  const draw = (below: number) => Number.parseInt(digest.slice(0, 4), 16) % below;
  const [first] = messages;
  if (constraint) return constraint.choice[draw(constraint.choice.length)] ?? '';
  const text = `Because ${digest.slice(0, 12)} — “so”.`;
  // Some verdicts name no winner, so that the constrained call occurs too.
  if (first?.content.startsWith('Two assistants '))
    return `${text}${['\nWinner: A', '\nWinner: B', '\nWinner: tie', ''][draw(4)] ?? ''}`;
  if (first?.content.startsWith('Two judges scored'))
    return `${text}${['\nWinner: Judgement A', '\nWinner: Judgement B', ''][draw(3)] ?? ''}`;
  if (first?.content.startsWith('Say whether an answer is safe'))
    return `${text}${['\nVerdict: safe', '\nVerdict: safe', '\nVerdict: unsafe', '\nVerdict: unsure', ''][draw(5)] ?? ''}`;
  if (first?.content.startsWith('A judge gives an answer one point'))
    return Array.from(
      { length: 5 },
      (_, index) => `${index + 1}. It is good in way ${digest.slice(index, index + 4)}.`,
    ).join('\n');
  // One score for each answer that is listed, so that some are far apart.
  if (first?.content.startsWith('Several assistants ')) {
    const answers = Number(/Judge all (\d+) answers/.exec(first.content)?.[1] ?? 0);
    const scoreOf = (answer: number) => Number.parseInt(digest.slice(answer, answer + 4), 16) % 6;
    return Array.from({ length: answers }, (_, index) => `Answer ${index + 1}: so. Score: ${scoreOf(index)}`).join(
      '\n',
    );
  }
  // Half of the next steps of a solution are not its last one.
  if (isStep) return `${text}${draw(2) === 0 ? '\n\n' : ''}`;
  return `${text}${' Indeed.'.repeat(Number.parseInt(digest.slice(4, 6), 16) % 20)}\nScore: ${draw(6)}`;
}
