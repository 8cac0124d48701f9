import { AbortedGenerationError, EngineError, MalformedReplyError } from '../../../src/errors';
import { completionOf, type Asked } from '../../../src/wire/completion-of';
import { chatCompletionSchema, completionSchema } from '../../../src/wire/completion-schema';
import { chatReply, textReply } from '../../recorded-replies';

const read = (wire: unknown, asked: Asked = {}) => completionOf(completionSchema.parse(wire), asked, 'http://host');
const readChat = (wire: unknown, asked: Asked = {}) =>
  completionOf(chatCompletionSchema.parse(wire), asked, 'http://host');

test('a chat has its texts in the order of the samples', () => {
  const wire = chatReply('first', 'second');
  wire.choices.reverse();
  expect(readChat(wire, { n: 2 })).toEqual({
    id: 'chatcmpl-1',
    model: 'm',
    choices: [
      { index: 0, text: 'first', finishReason: 'stop' },
      { index: 1, text: 'second', finishReason: 'stop' },
    ],
    usage: { promptTokens: 7, completionTokens: 6 },
    systemFingerprint: 'vllm-0.32.0-1',
  });
});

test('a message without content is an empty text', () => {
  const wire = chatReply('x');
  expect(readChat({ ...wire, choices: [{ index: 0, message: { content: null } }] }).choices).toEqual([
    { index: 0, text: '', finishReason: 'unknown' },
  ]);
});

test.each([
  ['stop', 'stop'],
  ['length', 'length'],
  ['repetition', 'repetition'],
  ['tool_calls', 'tool-calls'],
  ['content_filter', 'content-filter'],
  ['something new', 'unknown'],
])('the finish reason %p is %p', (wire, expected) => {
  const reply = textReply('x');
  expect(read({ ...reply, choices: [{ index: 0, text: 'x', finish_reason: wire }] }).choices[0]?.finishReason).toBe(
    expected,
  );
});

test('an aborted sample fails the whole reply, and its text is not on the error', () => {
  const wire = textReply('whole', 'partial secret');
  const choices = wire.choices.map((choice, index) => (index === 1 ? { ...choice, finish_reason: 'abort' } : choice));
  const fail = () => read({ ...wire, choices }, { n: 2 });
  expect(fail).toThrow(AbortedGenerationError);
  expect(fail).toThrow(/^(?!.*partial secret)/);
});

test('a sample that ended in an error is an engine error', () => {
  const wire = textReply('x');
  expect(() => read({ ...wire, choices: [{ index: 0, text: '', finish_reason: 'error' }] })).toThrow(EngineError);
});

test('another number of choices than asked for is a malformed reply', () => {
  expect(() => read(textReply('only one'), { n: 4 })).toThrow(
    new MalformedReplyError('the reply has 1 choices instead of 4', { baseUrl: 'http://host' }),
  );
});

test('log-probabilities of chats and of texts have one shape', () => {
  const expected = [
    {
      token: 'A',
      logprob: -0.1,
      top: [
        { token: 'A', logprob: -0.1 },
        { token: '7', logprob: -2.5 },
      ],
    },
  ];
  const chat = chatReply('A');
  const chatLogprobs = {
    content: [
      {
        token: 'A',
        logprob: -0.1,
        bytes: [65],
        top_logprobs: [
          { token: '7', logprob: -2.5, bytes: [55] },
          { token: 'A', logprob: -0.1, bytes: [65] },
        ],
      },
    ],
  };
  expect(readChat({ ...chat, choices: [{ ...chat.choices[0], logprobs: chatLogprobs }] }).choices[0]?.logprobs).toEqual(
    expected,
  );
  const text = textReply('A');
  const textLogprobs = {
    text_offset: [0],
    tokens: ['A'],
    token_logprobs: [-0.1],
    top_logprobs: [{ 7: -2.5, A: -0.1 }],
  };
  expect(read({ ...text, choices: [{ ...text.choices[0], logprobs: textLogprobs }] }).choices[0]?.logprobs).toEqual(
    expected,
  );
});

test('the first token of an echoed prompt has no log-probability', () => {
  const wire = textReply('A B');
  const logprobs = {
    text_offset: [0, 1],
    tokens: ['A', ' B'],
    token_logprobs: [null, -1],
    top_logprobs: [null, { ' B': -1 }],
  };
  expect(read({ ...wire, choices: [{ ...wire.choices[0], logprobs }] }).choices[0]?.logprobs).toEqual([
    { token: 'A', logprob: null, top: [] },
    { token: ' B', logprob: -1, top: [{ token: ' B', logprob: -1 }] },
  ]);
});

describe('prompt log-probabilities', () => {
  test('without alternatives each place holds the token of the prompt', () => {
    const wire = chatReply('x');
    const prompt_logprobs = [null, { 17: { logprob: -3, rank: 9, decoded_token: ' sea' } }];
    expect(readChat({ ...wire, prompt_logprobs }, { promptLogprobs: 0 }).choices[0]?.promptLogprobs).toEqual([
      null,
      { tokenId: 17, logprob: -3, rank: 9, token: ' sea', alternatives: [] },
    ]);
  });

  const place = { 5: { logprob: -0.5, rank: 1 }, 3: { logprob: -1, rank: 2 }, 17: { logprob: -3, rank: 9 } };

  test('with alternatives the ids of the prompt tell its own token', () => {
    const wire = textReply('x');
    const choice = { ...wire.choices[0], prompt_logprobs: [null, place], prompt_token_ids: [1, 3] };
    expect(read({ ...wire, choices: [choice] }, { promptLogprobs: 2 }).choices[0]?.promptLogprobs?.[1]).toEqual({
      tokenId: 3,
      logprob: -1,
      rank: 2,
      alternatives: [
        { tokenId: 5, logprob: -0.5, rank: 1 },
        { tokenId: 17, logprob: -3, rank: 9 },
      ],
    });
  });

  test('alternatives without ids are refused instead of guessed', () => {
    const wire = textReply('x');
    const choice = { ...wire.choices[0], prompt_logprobs: [null, place] };
    expect(() => read({ ...wire, choices: [choice] }, { promptLogprobs: 2 })).toThrow(
      /prompt_logprobs\.1 does not tell/,
    );
  });

  test('those that an echo brings unasked are left out, because its log-probabilities say the same', () => {
    const wire = textReply('x');
    const choice = { ...wire.choices[0], prompt_logprobs: [null, place] };
    expect(read({ ...wire, choices: [choice] }).choices[0]?.promptLogprobs).toBeUndefined();
  });
});
