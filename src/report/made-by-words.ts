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
} as const;
