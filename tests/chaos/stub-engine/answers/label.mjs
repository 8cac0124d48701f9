const LABELS = ['A', 'B'];
const LOWEST_NATS = 5;

/** One letter, with the log-probabilities of both. */
export const label = {
  kind: 'label',
  isAsked: ({ logprobs: asksForProbabilities }) => asksForProbabilities === true,
  write: () => LABELS[0],
  /** The probabilities depend on the draws, and the letter that is said does not matter. */
  logprobs(draw) {
    const top = LABELS.map((token) => ({ token, logprob: -draw(LOWEST_NATS * 1000) / 1000 }));
    return { content: [{ ...top[0], top_logprobs: top }] };
  },
};
