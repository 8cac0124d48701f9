import { chatBody, completionBody, detokenizeBody, tokenizeBody } from '../../../src/wire/request-body';

/** What reaches the wire. */
const sent = (body: unknown): unknown => JSON.parse(JSON.stringify(body));

test('every field of a chat has its name on the wire', () => {
  const body = chatBody({
    model: 'm',
    messages: [{ role: 'user', content: 'Hi' }],
    n: 2,
    seed: 7,
    stop: ['\n'],
    stopTokenIds: [2],
    includeStopInOutput: true,
    temperature: 0.7,
    topP: 0.9,
    topK: 40,
    minP: 0.05,
    maxTokens: 64,
    repetitionPenalty: 1.1,
    presencePenalty: 0.1,
    frequencyPenalty: 0.2,
    logprobs: true,
    topLogprobs: 5,
    promptLogprobs: 0,
    logprobTokenIds: [10, 11],
    structuredOutputs: { choice: ['yes', 'no'] },
    priority: 1,
    truncatePromptTokens: -1,
    returnTokenIds: true,
    echo: false,
    continueFinalMessage: true,
    addGenerationPrompt: false,
    chatTemplateKwargs: { enable_thinking: false },
  });
  expect(sent(body)).toEqual({
    model: 'm',
    messages: [{ role: 'user', content: 'Hi' }],
    n: 2,
    seed: 7,
    stop: ['\n'],
    stop_token_ids: [2],
    include_stop_str_in_output: true,
    temperature: 0.7,
    top_p: 0.9,
    top_k: 40,
    min_p: 0.05,
    max_tokens: 64,
    repetition_penalty: 1.1,
    presence_penalty: 0.1,
    frequency_penalty: 0.2,
    logprobs: true,
    top_logprobs: 5,
    prompt_logprobs: 0,
    logprob_token_ids: [10, 11],
    structured_outputs: { choice: ['yes', 'no'] },
    priority: 1,
    truncate_prompt_tokens: -1,
    return_token_ids: true,
    echo: false,
    continue_final_message: true,
    add_generation_prompt: false,
    chat_template_kwargs: { enable_thinking: false },
  });
});

test('a field that is left out is not sent, so that the default of the server holds', () => {
  expect(sent(completionBody({ model: 'm', prompt: [1, 2, 3] }))).toEqual({ model: 'm', prompt: [1, 2, 3] });
});

test.each([2, -1])('%i alternatives to the prompt ask for the token ids that tell them apart', (promptLogprobs) => {
  expect(sent(completionBody({ model: 'm', prompt: 'a', promptLogprobs }))).toMatchObject({
    prompt_logprobs: promptLogprobs,
    return_token_ids: true,
  });
});

test('tokenize takes a text or a conversation', () => {
  expect(sent(tokenizeBody({ prompt: 'a', addSpecialTokens: false, returnTokenStrings: true }))).toEqual({
    prompt: 'a',
    add_special_tokens: false,
    return_token_strs: true,
  });
  const messages = [{ role: 'user', content: 'Hi' }] as const;
  expect(sent(tokenizeBody({ model: 'm', messages, addGenerationPrompt: true }))).toEqual({
    model: 'm',
    messages,
    add_generation_prompt: true,
  });
  expect(sent(detokenizeBody({ tokens: [1] }))).toEqual({ tokens: [1] });
});
