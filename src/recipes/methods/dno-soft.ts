import type { MethodPreset } from '../method';

export const method: MethodPreset = {
  name: 'dno-soft',
  title: 'Direct Nash Optimization, by win rates (dno-soft)',
  source: 'arXiv 2404.03715',
  summary:
    'Every two responses are compared in both orders; how often each beats the others is its reward, and the model is ' +
    'fitted to the differences by regression. For N responses this takes N * (N - 1) calls a prompt.',
  departures: [
    'The judge is M_t, which the paper leaves open for the idealised algorithm; name another in roles.judge.',
  ],
  recipe: {
    iterations: 3,
    prompts: { generatedShare: 0 },
    responses: { perPrompt: 5, sampling: { temperature: 0.7, topP: 0.95 } },
    critics: [{ kind: 'pairwise' }],
    selection: { kind: 'win-rates', pairing: 'all-pairs' },
    objective: { kind: 'dno_soft', rewardScale: 1 },
    initFrom: 'previous',
    dpo: { learningRate: 5e-5, minimumLearningRate: 0, batchSize: 64, beta: 0.1, dropout: 0 },
  },
};
