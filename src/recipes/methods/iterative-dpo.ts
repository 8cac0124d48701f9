import type { MethodPreset } from '../method';

export const method: MethodPreset = {
  name: 'iterative-dpo',
  title: 'Iterative DPO with a scorer from outside',
  source: 'arXiv 2312.16682 (pairwise Cringe loss; iterative DPO)',
  summary:
    'As self-rewarding, but the scores come from outside: a judge at an endpoint (roles.judge), a verifier, or a program ' +
    'of yours (critics). The scorer stays the same while the policy improves.',
  departures: [
    'Without roles.judge the policy itself is asked: give an endpoint, or name another critic.',
    'No margin filter unless selection.margin says how much lower the worst must score.',
  ],
  recipe: {
    anchor: 'ift',
    prompts: { generatedShare: 0 },
    initFrom: 'previous',
  },
};
