import { VllmClient } from 'vllm-client';
import { z } from 'zod';
import { startFaultServer, type FaultServer } from '../../../../packages/vllm-client/tests/fault-server';
import type { CallRunner } from '../../../../src/activities/labelling/call-runner';
import type { ResponseRecord } from '../../../../src/core/records';
import type { ServedModel } from '../../../../src/serving/served-model';

const chatSchema = z.looseObject({
  seed: z.int(),
  max_tokens: z.int().optional(),
  logprob_token_ids: z.array(z.int()).optional(),
  top_logprobs: z.int().optional(),
  n: z.int().default(1),
  messages: z.array(z.strictObject({ role: z.string(), content: z.string() })),
});
export type Chat = z.infer<typeof chatSchema>;

/** What a model says: a text, or tokens with the likeliest ones at each place. */
export type Said = string | { token: string; top: Record<string, number> }[];

/** A model that answers as a test says, and a runner that makes every call and counts it by key. */
export function criticFixture() {
  let server: FaultServer;
  let client: VllmClient;
  let say: (chat: Chat) => Said = () => '';
  const chats: Chat[] = [];
  const keys: string[] = [];

  beforeEach(async () => {
    chats.length = 0;
    keys.length = 0;
    server = await startFaultServer();
    client = new VllmClient({ baseUrl: server.url });
    server.behave(({ path, body }) => {
      if (path === '/tokenize') return { kind: 'json', body: tokenization(body) };
      const chat = chatSchema.parse(body);
      chats.push(chat);
      return { kind: 'json', body: completion(Array.from({ length: chat.n }, () => say(chat))) };
    });
  });
  afterEach(async () => {
    await client.close();
    await server.close();
  });

  const runner: CallRunner = {
    async run(call, schema) {
      keys.push(...call.keys);
      const replies = await call.make(client, new AbortController().signal, 0, call.keys.length);
      return { kind: 'answered', replies: replies.map((reply) => schema.parse(reply)) };
    },
  };
  return {
    runner,
    chats,
    keys,
    says: (answer: (chat: Chat) => Said) => void (say = answer),
  };
}

export function servedBy(proof: ServedModel['proof']): ServedModel {
  return { digest: 'sha256:judge', servedName: 'judge', replicas: [], proof };
}

export function promptWith(texts: readonly string[]) {
  const prompt = { id: 'p', text: 'Why?', source: 'seed' as const, parents: [] };
  return { prompt, responses: texts.map((text, index) => responseTo(text, index)), judgements: [], answer: undefined };
}

function responseTo(text: string, index: number): ResponseRecord {
  return {
    id: `p.r${index}`,
    promptId: 'p',
    text,
    tokens: 1,
    finishReason: 'stop',
    model: 'm',
    callKey: `sha256:${'0'.repeat(64)}`,
    seed: 0,
  };
}

/** One token a character, so that a label after the opening is one of its own. */
function tokenization(body: unknown) {
  const { prompt } = z.looseObject({ prompt: z.string() }).parse(body);
  const tokens = Array.from(prompt, (character) => character.codePointAt(0) ?? 0);
  return { count: tokens.length, max_model_len: 4096, tokens };
}

function completion(said: Said[]) {
  return {
    id: 'x',
    model: 'judge',
    choices: said.map((each, index) => ({
      index,
      message: {
        role: 'assistant',
        content: typeof each === 'string' ? each : each.map(({ token }) => token).join(''),
      },
      finish_reason: 'stop',
      ...(typeof each === 'string' ? {} : { logprobs: { content: each.map(place) } }),
    })),
    usage: { prompt_tokens: 1, completion_tokens: said.length },
  };
}

function place({ token, top }: { token: string; top: Record<string, number> }) {
  const alternatives = Object.entries(top).map(([other, logprob]) => ({ token: other, logprob }));
  return { token, logprob: top[token] ?? -9, top_logprobs: alternatives };
}
