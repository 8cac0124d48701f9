import { MalformedReplyError, VllmClient } from 'vllm-client';
import { z } from 'zod';
import {
  startFaultServer,
  type FaultServer,
  type SeenRequest,
} from '../../../../packages/vllm-client/tests/fault-server';
import { measureLogProbabilities } from '../../../../src/activities/critics/implicit';
import { feedbackRecordSchema } from '../../../../src/core/feedback-records';
import { criticised, settings as shared, texts } from './criticised';
import { countingRunner, judge, makingRunner, refusingRunner } from './runners';

const settings = { ...shared, critic: { kind: 'implicit' } as const };

const conversationSchema = z.object({ messages: z.array(z.object({ role: z.string(), content: z.string() })) });
const completionSchema = z.object({
  prompt: z.array(z.int()),
  prompt_logprobs: z.literal(0),
  max_tokens: z.literal(1),
});

let server: FaultServer;
let client: VllmClient;
beforeEach(async () => {
  server = await startFaultServer();
  client = new VllmClient({ baseUrl: server.url });
});
afterEach(async () => {
  await client.close();
  await server.close();
});

/** A server to which a token is a character, whose log-probability is its place: -0, -1, -2 ... from the first token on. */
function serve(forTokens: (tokens: number[]) => unknown[]): void {
  server.behave(({ path, body }: SeenRequest) => {
    if (path === '/tokenize') {
      const text = conversationSchema
        .parse(body)
        .messages.map(({ content }) => content)
        .join('');
      const tokens = Array.from(text, (character) => character.codePointAt(0));
      return { kind: 'json', body: { count: tokens.length, max_model_len: 4096, tokens } };
    }
    const { prompt } = completionSchema.parse(body);
    const choice = { index: 0, text: 'x', finish_reason: 'length', prompt_logprobs: forTokens(prompt) };
    return { kind: 'json', body: { id: 'x', model: 'judge', choices: [choice] } };
  });
}

const byPlace = (tokens: number[]) =>
  tokens.map((token, place) => (place === 0 ? null : { [token]: { logprob: -place, rank: 1, decoded_token: 'x' } }));

describe('measureLogProbabilities (methods section 6)', () => {
  it('takes one call a response and model', async () => {
    const runner = countingRunner(() => ({ logp: -2, tokens: 4 }));
    const records = await measureLogProbabilities(runner, settings, criticised(texts(5)));
    expect(runner.samples()).toBe(5);
    expect(records.map((record) => record.id)).toEqual([0, 1, 2, 3, 4].map((index) => `p.r${index}.l-aaaaaaaa`));
    expect(feedbackRecordSchema.array().parse(records)).toEqual(records);
    const other = { ...judge, digest: `sha256:${'b'.repeat(64)}` };
    const again = await measureLogProbabilities(runner, { ...settings, judge: other }, criticised(texts(5)));
    expect(new Set([...records, ...again].map(({ id }) => id)).size).toBe(10);
    expect(new Set(runner.asked.flatMap(({ keys }) => keys)).size).toBe(10);
  });

  it('sums the tokens of the response and none of the prompt', async () => {
    serve(byPlace);
    const about = criticised(['abc']);
    const { length } = about.prompt.text;
    const [record] = await measureLogProbabilities(makingRunner(client), settings, about);
    expect(record).toMatchObject({ responseId: 'p.r0', model: judge.digest, tokens: 3, logp: -(3 * length + 3) });
    expect(server.requests.map(({ path }) => path)).toEqual(['/tokenize', '/tokenize', '/v1/completions']);
    expect(server.requests.map(({ body }) => body)).toMatchObject([
      { add_generation_prompt: true },
      { add_generation_prompt: false, continue_final_message: true },
      {},
    ]);
  });

  it.each([
    ['no log-probabilities', () => []],
    ['too few', (tokens: number[]) => byPlace(tokens).slice(0, -1)],
    ['a gap', (tokens: number[]) => [...byPlace(tokens).slice(0, -1), null]],
  ])('takes %s for no answer, and not for certainty', async (_, forTokens) => {
    serve(forTokens);
    const measured = measureLogProbabilities(makingRunner(client), settings, criticised(['abc']));
    await expect(measured).rejects.toThrow(MalformedReplyError);
  });

  it('has no record of a response that no server can take', async () => {
    await expect(measureLogProbabilities(refusingRunner(), settings, criticised(texts(2)))).resolves.toEqual([]);
  });
});
