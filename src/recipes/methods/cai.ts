import type { MethodPreset } from '../method';
import { method as rlhf } from './rlhf';

const { rewardModel, ppo } = rlhf.recipe ?? {};

export const method: MethodPreset = {
  name: 'cai',
  title: 'Constitutional AI: revised responses, then preferences of an AI by principle',
  source: 'arXiv 2212.08073',
  summary:
    'M_0 answers prompts that ask for harm, criticises and revises its answers by one principle after the other, and M_1 ' +
    'is M_0 trained on the revisions. Then M_t compares its own responses by a principle that is drawn for each pair, and ' +
    'learns from the probability of the better one.',
  departures: [
    "Soft-label DPO on the AI preferences. The paper's way, a preference model and PPO against it by the numbers of rlhf, is " +
      'objective: {kind: ppo}, rewardModel: {from: preferences, withRanks: true}, with data.eft for its helpfulness comparisons.',
    'M_0 both revises and is fine-tuned; the paper has a helpful-only assistant revise and fine-tunes the pretrained model.',
    'The principles are sixteen and sixteen of our own, some against preaching and dodging; no few-shot examples are shown.',
    'The feedback model is M_t itself; name another in roles.judge. Helpful answers are those to data.prompts.',
    'Iterations take the prompts that ask for harm alone; the paper has prompts for help, and generated ones, beside them.',
    'SFT at the usual rate and batch size; the paper takes half the rate of pretraining and 1,024 sequences a batch.',
    'Like a well-known pipeline, with the whole constitution at once and the best against the worst (listwise_hard): ' +
      'critics [{kind: listwise, principles: true}], selection {kind: best-and-worst, critic: listwise}, objective {kind: dpo}.',
    'Hard labels: selection {kind: soft-preference, threshold: 0.6} with objective dpo.',
  ],
  figures: [
    'Harmlessness rises with every revision; RL-CAI beats RLHF in harmlessness at about equal helpfulness (52B)',
  ],
  recipe: {
    anchor: 'revisions',
    data: { redTeam: 'example:red-team' },
    revisions: { rounds: 4, critiques: true, helpfulAnswers: 2, sampling: { temperature: 1, topP: 1 } },
    prompts: { source: 'red-team', generatedShare: 0 },
    responses: { perPrompt: 2, sampling: { temperature: 1, topP: 1 } },
    critics: [{ kind: 'preference', orders: 1, principles: true }],
    selection: { kind: 'soft-preference' },
    objective: { kind: 'dpo_soft' },
    initFrom: 'previous',
    // The policy is held to the model of the revisions throughout.
    dpoReference: 'anchor',
    sft: { epochs: 1, schedule: 'constant' },
    // Read where the objective is ppo.
    rewardModel,
    ppo,
  },
};
