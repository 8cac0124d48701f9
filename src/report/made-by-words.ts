/** What made a model, as a page says it. */
export const madeByWords = {
  import: 'imported',
  sft: 'SFT',
  dpo: 'DPO',
  dpo_soft: 'DPO with soft labels',
  dno_soft: 'DNO regression',
  spin: 'SPIN',
  scir: 'SCIR',
  step_dpo: 'step DPO',
  ppo: 'PPO',
  rm_bt: 'reward model',
  rm_soft: 'reward model from soft labels',
  prm: 'process reward model',
} as const;
