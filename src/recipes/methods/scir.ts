import type { MethodPreset } from '../method';

export const method: MethodPreset = {
  name: 'scir',
  title: 'SCIR: self-consistency of internal reward models (offline)',
  source: 'arXiv 2502.08922',
  summary:
    'One model holds two reward models: what it says as a judge of two responses, asked in both orders, and its implicit ' +
    'reward, log p(M_t) - log p(M_1). Only pairs on which both agree, and clearly, are learned from.',
  departures: [
    'Masks are made once an iteration from what the servers say; the paper makes them in every training step and adds a ' +
      'consistency loss.',
    'delta 0.05, log-ratios by token and scale 1 are ours: the formulae and numbers of the paper could not be confirmed.',
    'EFT teaches scores of single answers; the paper starts from a judge of two answers.',
    'Nothing stops a run whose accuracy drops: let a gate do so (gate.rules, pairwiseAccuracyChange).',
    'The reference of the implicit reward is M_1, and M_0 in the first iteration, where M_t is M_1.',
  ],
  recipe: {
    anchor: 'ift-and-eft',
    responses: { perPrompt: 4, sampling: { temperature: 0.7, topP: 0.9 } },
    critics: [{ kind: 'preference', orders: 2 }, { kind: 'implicit' }],
    selection: { kind: 'agreement', delta: 0.05, lengthNormalised: true, creamConsistency: true },
    objective: { kind: 'dpo' },
    initFrom: 'previous',
  },
};
