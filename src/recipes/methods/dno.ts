import type { MethodPreset } from '../method';

export const method: MethodPreset = {
  name: 'dno',
  title: 'Direct Nash Optimization, by pairs with margins (dno-prct)',
  source: 'arXiv 2404.03715',
  summary:
    'Every response that scores 5 wins against every one that is clearly worse, a teacher among them where there is one, ' +
    'and pairs of earlier iterations are mixed in at 30 %, 15 % and so on. Samples that repeat themselves lose by ' +
    'definition. Of the one epoch the checkpoint is kept that is best on pairs of other prompts.',
  departures: [
    'The annotator is M_t itself; the paper has GPT-4-Turbo: name an endpoint in roles.judge for one from outside.',
    'Scores go from 0 to 5, and only 5 is good; the paper has six points of which the two highest are.',
    'No teacher unless you name one: an endpoint in roles.teacher, or its responses in data.teacher; the paper has ' +
      'GPT-4-Turbo.',
    'dpo.learningRate is 5e-5 throughout; the paper lowers it in late iterations, by an amount that it does not say (schedule).',
    'Best means the lowest loss on the pairs of a tenth of the prompts, measured four times: the paper does not say.',
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
