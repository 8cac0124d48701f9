import type { MethodPreset } from '../method';

/** The defaults of the recipe are this method. */
export const method: MethodPreset = {
  name: 'self-rewarding',
  title: 'Self-Rewarding Language Models',
  source: 'arXiv 2401.10020 (ICML 2024)',
  summary:
    'One model answers prompts, scores its answers with an additive rubric of five points, and learns by DPO from the ' +
    'best against the worst. Judging is taught first, by evaluation fine-tuning (EFT) beside instruction data.',
  departures: [
    'initFrom: anchor. The paper starts M_3 from M_2 (previous); both are the same up to M_2.',
    'prompts.generatedShare: 0.5. The paper generates all prompts, by a fixed 70B chat model (roles.generator).',
    'Epochs are fixed; the paper saves every 200 steps and stops by comparing answers to 253 prompts (validation keeps the ' +
      'checkpoint with the lowest loss).',
    'Judgements of the EFT seed are kept where it has them; the SFT baseline writes only those that it has not.',
    'Ablations: anchor: ift leaves EFT out; selection {kind: best-of-n, keep: 4, threshold: 5, thresholdAlone: true} and ' +
      'objective {kind: sft} imitate all answers of score 5, beside seed answers (seedShare); critics ' +
      '[{kind: judge, prompt: multiple-choice}] asks for a choice instead of points.',
  ],
  figures: [
    'AlpacaEval 2 win rate, Llama 2 70B: M_1 9.94, M_2 15.38, M_3 20.44 %',
    'Judge, pairwise accuracy: SFT baseline 65.1, M_1 78.7, M_2 80.4, M_3 81.7 %',
    'Head-to-head against the SFT baseline (win/tie/loss): M_2 49.2/36.3/14.5, M_3 62.5/27.7/9.8 %',
  ],
};
