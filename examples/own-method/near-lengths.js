'use strict';

const words = ({ text }) => text.split(/\s+/).filter((word) => word !== '').length;

/** The best response against the worse one that is nearest to it in length, so that length is not what is learned. */
exports.select = ({ responses, scores, random }) => {
  const scored = responses.filter(({ id }) => scores[id] !== undefined);
  const most = Math.max(...scored.map(({ id }) => scores[id]));
  const best = scored.filter(({ id, finishReason }) => scores[id] === most && finishReason === 'stop');
  const worse = scored.filter(({ id }) => scores[id] < most);
  if (best.length === 0 || worse.length === 0) return { discarded: 'no best and worse' };
  // A draw is the same whenever the pairs are selected again.
  const chosen = random.pick(best);
  const apart = (response) => Math.abs(words(response) - words(chosen));
  const rejected = worse.reduce((nearest, response) => (apart(response) < apart(nearest) ? response : nearest));
  const pair = { chosenId: chosen.id, rejectedId: rejected.id };
  return { pairs: [{ ...pair, chosenScore: scores[chosen.id], rejectedScore: scores[rejected.id] }] };
};
