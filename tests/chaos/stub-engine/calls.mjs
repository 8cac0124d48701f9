// The calls of a run: what they are logged as, and what comes back.
import { promptLogProbabilities } from './log-probabilities.mjs';
import { kindOf, sampleOf } from './sample.mjs';
import { scoreOf } from './score.mjs';
import { messagesOf, textOf } from './tokens.mjs';

const completion = (model, choices) => ({
  id: 'completion',
  model,
  choices,
  usage: { prompt_tokens: 1, completion_tokens: choices.reduce((sum, choice) => sum + choice.token_ids.length, 0) },
});

export function chatCall(body) {
  const { model, n: samples = 1 } = body;
  const choicesBy = (weights) => Array.from({ length: samples }, (_, index) => sampleOf(weights, body, index));
  return { kind: kindOf(body), body, replyBy: (weights) => completion(model, choicesBy(weights)) };
}

/** How probable a conversation is, which comes as tokens and is logged as its messages. */
export function logProbabilityCall({ prompt, ...body }) {
  const choiceBy = (weights) => ({
    index: 0,
    text: ' a',
    finish_reason: 'length',
    token_ids: [0],
    prompt_logprobs: promptLogProbabilities(weights, prompt),
  });
  return {
    kind: 'log-probability',
    body: { ...body, messages: messagesOf(textOf(prompt)) },
    replyBy: (weights) => completion(body.model, [choiceBy(weights)]),
  };
}

/** A program of a person. It is logged as the conversation that it scores. */
export function scoreCall(scored) {
  const messages = [
    { role: 'user', content: scored.prompt },
    { role: 'assistant', content: scored.response },
  ];
  return { kind: 'score', body: { messages, temperature: 0, top_p: 1, max_tokens: 1 }, replyBy: () => scoreOf(scored) };
}
