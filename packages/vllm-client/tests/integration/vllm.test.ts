import { PromptTooLongError, UnknownModelError } from '../../src/errors';
import { VllmClient } from '../../src/vllm-client';

/** Set by who starts the server: a small model in development mode. @throws naming the variable that is missing. */
function fromEnvironment(name: 'SRLM_TEST_VLLM_URL' | 'SRLM_TEST_VLLM_MODEL'): string {
  const value = process.env[name];
  if (!value)
    throw new Error(`${name} is missing: start vLLM with VLLM_SERVER_DEV_MODE=1 and name its address and model.`);
  return value;
}

const messages = [{ role: 'user', content: 'Name a colour.' }] as const;

let client: VllmClient;
let model: string;

beforeAll(() => {
  model = fromEnvironment('SRLM_TEST_VLLM_MODEL');
  client = new VllmClient({ baseUrl: fromEnvironment('SRLM_TEST_VLLM_URL'), defaultDeadlineMs: 120_000 });
});

afterAll(async () => {
  await client?.close();
});

jest.setTimeout(180_000);

test('is healthy and tells its version and models', async () => {
  await client.health();
  expect(await client.version()).toMatch(/^\d+\.\d+/);
  const card = (await client.models()).find(({ id }) => id === model);
  expect(card?.maxModelLen).toBeGreaterThan(0);
});

test('draws n samples, the same ones again with the same seed', async () => {
  const request = { model, messages, n: 2, seed: 11, temperature: 1, maxTokens: 8, returnTokenIds: true };
  const [first, second] = [await client.chat(request), await client.chat(request)];
  expect(first.choices.map(({ index }) => index)).toEqual([0, 1]);
  expect(first.choices[0]?.tokenIds).not.toEqual(first.choices[1]?.tokenIds);
  expect(second.choices.map(({ tokenIds }) => tokenIds)).toEqual(first.choices.map(({ tokenIds }) => tokenIds));
  expect(first.choices[0]?.promptTokenIds?.length).toBe(first.usage?.promptTokens);
  expect(first.usage?.completionTokens).toBe(
    first.choices.reduce((total, { tokenIds }) => total + (tokenIds?.length ?? 0), 0),
  );
});

test('ends a sample at maxTokens and says so', async () => {
  const { choices } = await client.complete({ model, prompt: 'One, two,', maxTokens: 3, temperature: 0 });
  expect(choices[0]?.finishReason).toBe('length');
});

test('gives log-probabilities of a chat and of a text', async () => {
  const chat = await client.chat({ model, messages, maxTokens: 2, temperature: 0, logprobs: true, topLogprobs: 3 });
  const text = await client.complete({ model, prompt: 'One, two,', maxTokens: 2, temperature: 0, logprobs: 3 });
  for (const logprobs of [chat.choices[0]?.logprobs, text.choices[0]?.logprobs]) {
    expect(logprobs).toHaveLength(2);
    const [token] = logprobs ?? [];
    expect(token?.top).toHaveLength(3);
    expect(token?.logprob).toBe(token?.top[0]?.logprob);
  }
});

test('gives the log-probabilities of chosen tokens', async () => {
  const { tokens } = await client.tokenize({ model, prompt: ' A B', addSpecialTokens: false });
  const labels = [...new Set(tokens)].slice(0, 2);
  const { choices } = await client.chat({
    model,
    messages,
    maxTokens: 1,
    logprobs: true,
    logprobTokenIds: labels,
  });
  expect(choices[0]?.logprobs?.[0]?.top.length).toBeGreaterThanOrEqual(labels.length);
});

test('keeps to the choices of structured outputs', async () => {
  const { choices } = await client.chat({
    model,
    messages,
    n: 3,
    maxTokens: 8,
    structuredOutputs: { choice: ['red', 'blue'] },
  });
  for (const { text } of choices) expect(['red', 'blue']).toContain(text);
});

test('continues the last message', async () => {
  const { choices } = await client.chat({
    model,
    messages: [...messages, { role: 'assistant', content: 'A colour is' }],
    continueFinalMessage: true,
    addGenerationPrompt: false,
    maxTokens: 4,
    temperature: 0,
    returnTokenIds: true,
  });
  const { tokens } = await client.tokenize({
    model,
    messages: [...messages, { role: 'assistant', content: 'A colour is' }],
    continueFinalMessage: true,
    addGenerationPrompt: false,
  });
  expect(choices[0]?.promptTokenIds).toEqual(tokens);
});

test('gives the log-probabilities of the prompt, of a text and of a chat, with alternatives and without', async () => {
  const { tokens } = await client.tokenize({ model, prompt: 'One, two, three' });
  const plain = await client.complete({ model, prompt: tokens, maxTokens: 1, promptLogprobs: 0 });
  const ranked = await client.complete({ model, prompt: tokens, maxTokens: 1, promptLogprobs: 2 });
  const chat = await client.chat({ model, messages, maxTokens: 1, promptLogprobs: 1 });
  const [ofPlain, ofRanked] = [plain, ranked].map(({ choices }) => choices[0]?.promptLogprobs ?? []);
  expect(ofPlain?.[0]).toBeNull();
  expect(ofPlain?.map((place) => place?.tokenId)).toEqual([undefined, ...tokens.slice(1)]);
  expect(ofRanked?.map((place) => place?.tokenId)).toEqual([undefined, ...tokens.slice(1)]);
  for (const [place, token] of (ofPlain ?? []).entries()) {
    expect(ofRanked?.[place]?.logprob ?? 0).toBeCloseTo(token?.logprob ?? 0, 3);
  }
  expect(chat.choices[0]?.promptLogprobs).toHaveLength(chat.usage?.promptTokens ?? NaN);
});

test('echoes a prompt with the log-probabilities of its tokens', async () => {
  const { tokens } = await client.tokenize({ model, prompt: 'One, two' });
  const { choices } = await client.complete({ model, prompt: tokens, echo: true, logprobs: 2, maxTokens: 0 });
  const [choice] = choices;
  expect(choice?.text).toContain('One, two');
  expect(choice?.logprobs).toHaveLength(tokens.length);
  expect(choice?.logprobs?.[0]).toMatchObject({ logprob: null, top: [] });
  expect(choice?.logprobs?.[1]?.logprob).toBeLessThan(0);
  expect(choice?.logprobs?.[1]?.top.length).toBeGreaterThanOrEqual(2);
});

test('tokenizes there and back', async () => {
  const { tokens, count, tokenStrings } = await client.tokenize({
    model,
    prompt: 'One, two',
    addSpecialTokens: false,
    returnTokenStrings: true,
  });
  expect(count).toBe(tokens.length);
  expect(tokenStrings).toHaveLength(count);
  expect(await client.detokenize({ model, tokens })).toEqual({ text: 'One, two' });
});

test('counts what it generates', async () => {
  const before = await client.metrics();
  await client.complete({ model, prompt: 'One,', maxTokens: 4, temperature: 0 });
  const after = await client.metrics();
  expect((after.generationTokens ?? NaN) - (before.generationTokens ?? NaN)).toBeGreaterThanOrEqual(4);
  for (const gauge of [after.running, after.waiting, after.kvCacheUsage]) expect(gauge).toBeGreaterThanOrEqual(0);
  expect(after.prefixCacheQueries).toBeGreaterThan(0);
  expect(after.finishedRequests['length']).toBeGreaterThan(0);
});

test('resets the prefix cache, and tells the weight version that it was given', async () => {
  expect(await client.resetPrefixCache()).toEqual({ success: true });
  const { weightVersion } = await client.weightInfo();
  await client.updateWeightVersion('sha256:test');
  expect(await client.weightInfo()).toEqual({ weightVersion: 'sha256:test' });
  if (weightVersion !== null) await client.updateWeightVersion(weightVersion);
});

test('refuses a model that it does not serve', async () => {
  await expect(client.chat({ model: `${model}-of-another-iteration`, messages })).rejects.toThrow(UnknownModelError);
});

test('refuses a prompt that is too long, as text and as token ids', async () => {
  const limit = (await client.models()).find(({ id }) => id === model)?.maxModelLen ?? NaN;
  for (const length of [limit, limit + 1, limit + 100]) {
    const prompt = Array.from({ length }, () => 5);
    await expect(client.complete({ model, prompt, maxTokens: 1 })).rejects.toThrow(PromptTooLongError);
  }
  const content = 'one two three '.repeat(limit);
  await expect(client.chat({ model, messages: [{ role: 'user', content }], maxTokens: 1 })).rejects.toThrow(
    PromptTooLongError,
  );
});

test('an abort takes the request out of the engine', async () => {
  const controller = new AbortController();
  const call = client.complete(
    { model, prompt: 'One,', maxTokens: 2000, ignoreEos: true, temperature: 1, n: 16 },
    { signal: controller.signal },
  );
  // Long enough that even a fast machine does not end it before the gauge is read. Handled here already, because the abort comes before the assertion.
  const failure = call.catch((error: unknown) => error);
  // The call must not end before it is seen: the wait would have no end.
  await Promise.race([
    untilRunning((running) => running > 0),
    failure.then((ending) => Promise.reject(new Error('the call ended before it was aborted', { cause: ending }))),
  ]);
  const reason = new Error('enough');
  controller.abort(reason);
  expect(await failure).toBe(reason);
  await untilRunning((running) => running === 0);
});

/** Waits until the engine has that many requests in its batch. */
async function untilRunning(isReached: (running: number) => boolean): Promise<void> {
  while (!isReached((await client.metrics()).running ?? 0)) await new Promise((resolve) => setTimeout(resolve, 5));
}
