import { draws } from './draws.mjs';

const LOWEST_NATS = 10;

/** Log-probabilities of the tokens of a prompt, which tell weights apart; the first token has none. */
export function promptLogProbabilities(weights, tokens) {
  return tokens.map((token, place) => {
    if (place === 0) return null;
    const logprob = -draws('log-probability', weights, place, token)(LOWEST_NATS * 1000) / 1000;
    return { [token]: { logprob, rank: 1 } };
  });
}
