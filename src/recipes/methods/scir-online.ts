import type { MethodPreset } from '../method';

export const method: MethodPreset = {
  name: 'scir-online',
  title: 'SCIR: self-consistency of internal reward models (online)',
  source: 'arXiv 2502.08922',
  summary:
    'As scir, but asked anew in every step of training: the trainer has the model judge each pair in both orders, learns ' +
    'from it where judge and implicit reward agree, and adds a loss that makes the two agree. No critic is asked before.',
  departures: [
    'lambda_c 0.1, lambda_H 0.05, delta 0.05, log-ratios by token and scale 1 are ours: the formulae and numbers of the ' +
      'paper could not be confirmed.',
    'EFT teaches scores of single answers; the paper starts from a judge of two answers.',
    'The reference of the implicit reward, and of the DPO term with it, is M_1, and M_0 where training starts from M_1: ' +
      'else the reward would be 0 at first.',
    'A judge that always prefers A lowers the loss, too: watch firstRate among the numbers of training, and let a gate ' +
      'stop the run by its held-out accuracy (gate.rules, pairwiseAccuracy).',
  ],
  recipe: {
    anchor: 'ift-and-eft',
    responses: { perPrompt: 4, sampling: { temperature: 0.7, topP: 0.9 } },
    critics: [],
    selection: { kind: 'unlabelled', pairsPerPrompt: 4 },
    objective: { kind: 'scir' },
    initFrom: 'previous',
    dpoReference: 'anchor',
    // A judge's prompt holds the instruction and both answers. Dropout would change what the two say of one pair.
    dpo: { maxLength: 2048, dropout: 0 },
  },
};
