'use strict';

const WORDS = 40;

/** The higher the closer an answer comes to 40 words. `answer` is that of the seed, where the prompt comes from one. */
exports.critic = ({ response }) => {
  const words = response.split(/\s+/).filter((word) => word !== '').length;
  if (words === 0) return { score: null, reason: 'no words' };
  return { score: WORDS - Math.abs(words - WORDS), reason: `${words} words` };
};
