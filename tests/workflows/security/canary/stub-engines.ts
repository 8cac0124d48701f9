import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { jobSpecificationSchema } from '../../../../src/clients/trainer-contract';
import { digestOf } from '../../../../src/core/digest';
import { modelDigest } from '../../../../src/store/model-digest';
import { startStubServer, type StubServer } from './stub-server';

export const SERVED_NAME = 'stub';

const chatSchema = z.object({
  messages: z.array(z.object({ content: z.string() })),
  n: z.int().default(1),
  seed: z.int().default(0),
  structured_outputs: z.object({ choice: z.array(z.string()) }).optional(),
});

/** A model server whose answers depend on the request alone. */
export function startStubVllm(key: string): Promise<StubServer> {
  return startStubServer(key, (_method, path, body) => {
    if (path === '/v1/models') return { status: 200, body: { data: [{ id: SERVED_NAME }] } };
    if (path === '/v1/completions') {
      const logprobs = [null, { 7: { logprob: -1.5, rank: 1, decoded_token: 'b' } }];
      const choice = { index: 0, text: '', finish_reason: 'length', prompt_logprobs: logprobs };
      return { status: 200, body: { id: 'f', model: SERVED_NAME, choices: [choice] } };
    }
    if (path === '/v1/chat/completions') return { status: 200, body: chatReply(chatSchema.parse(JSON.parse(body))) };
    return { status: path === '/health' ? 200 : 404, body: {} };
  });
}

function chatReply(request: z.output<typeof chatSchema>) {
  const choices = Array.from({ length: request.n }, (_, index) => ({
    index,
    message: { content: textOf(request, index) },
    finish_reason: 'stop',
  }));
  const usage = { prompt_tokens: 1, completion_tokens: request.n };
  return { id: 'c', model: SERVED_NAME, choices, usage };
}

function textOf(
  { messages, seed, structured_outputs: structured }: z.output<typeof chatSchema>,
  index: number,
): string {
  const prompt = messages.map(({ content }) => content).join('\n');
  const digest = digestOf({ prompt, seed, index }).slice(7, 19);
  if (structured) return structured.choice[0] ?? '';
  if (prompt.includes('Winner:')) return 'Winner: A';
  // By the judged text alone, so that two responses differ in more than chance.
  if (prompt.includes('Score:')) return `Score: ${parseInt(digestOf(prompt).slice(7, 11), 16) % 6}`;
  return `The answer is ${digest}.`;
}

/** A trainer whose jobs are done at once: the model is a folder with the digest of its specification. */
export function startStubTrainer(token: string, store: string): Promise<StubServer> {
  return startStubServer(token, async (method, path, body) => {
    if (path.endsWith('/events')) return { status: 200, body: { events: [] } };
    if (method !== 'PUT') return { status: 404, body: { error: { kind: 'unknown-job', message: path } } };
    const specification = jobSpecificationSchema.parse(JSON.parse(body));
    const folder = join(store, specification.output);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'config.json'), '{}');
    writeFileSync(join(folder, 'model.safetensors'), JSON.stringify(specification));
    const now = new Date().toISOString();
    const rates = { loss: 0.5, gradientNorm: 1, learningRate: 1e-6, tokens: 1, seconds: 1 };
    const metrics = { ...rates, margin: null, accuracy: null, chosenLogp: null, rejectedLogp: null, kl: null };
    const model = { path: specification.output, digest: await modelDigest(folder) };
    const result = { model, metrics: { ...metrics, rowsTrained: specification.dataset.rows, rowsDropped: {} } };
    const times = { queuedAt: now, startedAt: now, updatedAt: now };
    const progress = { step: 1, totalSteps: 1, epoch: 1, metrics, checkpoint: null, error: null };
    return { status: 200, body: { id: path.split('/').at(-1), state: 'succeeded', ...progress, result, ...times } };
  });
}
