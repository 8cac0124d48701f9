import type { MethodPreset } from '../method';

export const method: MethodPreset = {
  name: 'rejection-sampling',
  title: 'Rejection sampling: imitate the best of N',
  source: 'arXiv 2307.09288 (Llama 2), 2304.06767 (RAFT), 2308.08998 (ReST)',
  summary:
    'The best of N answers by a scorer from outside (a judge at an endpoint, a verifier, a program of yours) is imitated, ' +
    'mixed with seed answers one to one.',
  departures: [
    'The mix with seed answers (objective.seedShare) is ours; the sources differ.',
    'Without roles.judge the policy itself is asked, which nobody taught to judge: give an endpoint, or name another critic.',
  ],
  recipe: {
    anchor: 'ift',
    prompts: { generatedShare: 0 },
    responses: { perPrompt: 8, sampling: { temperature: 1, topP: 1 } },
    selection: { kind: 'best-of-n' },
    objective: { kind: 'sft' },
    initFrom: 'previous',
  },
};
