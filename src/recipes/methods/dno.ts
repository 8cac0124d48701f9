import type { MethodPreset } from '../method';

export const method: MethodPreset = {
  name: 'dno',
  title: 'Direct Nash Optimization, by pairs with margins (dno-prct)',
  source: 'arXiv 2404.03715',
  summary:
    'Every response that scores 5 wins against every one that is clearly worse, and pairs of earlier iterations are mixed ' +
    'in at 30 %, 15 % and so on. Responses that repeat themselves lose by definition.',
  departures: [
    'The annotator is M_t itself; the paper has GPT-4-Turbo: name an endpoint in roles.judge for one from outside.',
    'Scores go from 0 to 5, and only 5 is good; the paper has six points of which the two highest are.',
    'No teacher response is added to the pool, and the last checkpoint is kept, not the best on validation.',
  ],
  figures: [
    'AlpacaEval 2 (LC/raw), Orca-2.5: start 10.76/6.99, iteration 3 22.59/24.97; with ten times the prompts 33.05/34.38',
  ],
  recipe: {
    iterations: 3,
    anchor: 'ift-and-eft',
    prompts: { generatedShare: 0 },
    responses: { perPrompt: 5, sampling: { temperature: 0.7, topP: 0.95 } },
    // A line for each of five or six responses.
    judgements: { sampling: { maxTokens: 512 } },
    critics: [{ kind: 'listwise' }],
    selection: { kind: 'margins', critic: 'listwise', minimumPositive: 5, margin: 2, ownMargin: 1 },
    initFrom: 'previous',
    pairPool: 'decayed',
    sft: { learningRate: 5e-6 },
    // Within the one epoch that the paper allows.
    validation: { share: 0.1, perEpoch: 4 },
    dpo: { learningRate: 5e-5, minimumLearningRate: 0, batchSize: 64, beta: 0.1, dropout: 0 },
  },
};
