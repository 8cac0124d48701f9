import type { MethodPreset } from '../method';

export const method: MethodPreset = {
  name: 'cream',
  title: 'CREAM: consistency-regularised self-rewarding',
  source: 'arXiv 2410.12735 (ICLR 2025)',
  summary:
    'No judge prompt at all: responses are ranked by the implicit reward log p(M_t) - log p(M_0), and pairs are trusted as ' +
    'far as the model and the one before it rank alike.',
  departures: [
    'selection.clamp: at-least-half. The paper does not clamp; below one half the loss prefers the rejected response.',
    'In the first iteration the ranking of M_0 by length-normalised log-probability stands in, as in the public code.',
    'No response is left out for having fewer than 5 tokens, as the public code does.',
  ],
  figures: [
    'Mean of five tasks, Llama 3: M_0 79.85, M_1 80.24, self-rewarding M_3 80.71, CREAM M_3 83.37',
    'Consistency of M_3 with M_2: self-rewarding C 0.46, CREAM C 0.92',
  ],
  recipe: {
    anchor: 'ift',
    prompts: { generatedShare: 0 },
    responses: { perPrompt: 5, sampling: { temperature: 0.8, topP: 0.95, maxTokens: 768 } },
    critics: [{ kind: 'implicit' }],
    selection: { kind: 'consistency', metric: 'kendall', source: { kind: 'average' }, clamp: 'at-least-half' },
    objective: { kind: 'dpo_soft' },
    initFrom: 'previous',
    sft: { learningRate: 5e-6, minimumLearningRate: 0, epochs: 5 },
    dpo: {
      learningRate: 1e-6,
      minimumLearningRate: 0,
      warmupRatio: 0.1,
      weightDecay: 0.01,
      batchSize: 32,
      maxLength: 2048,
      dropout: 0,
    },
  },
};
