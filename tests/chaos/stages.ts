import { objectiveIdSchema } from '../../src/clients/trainer-contract';

/** What happens in a run of self-rewarding, and in most of other methods. */
export const COMMON_STAGES = [
  'prompts',
  'responses',
  'judgements',
  'pairs',
  'sft',
  'dpo',
  'serving',
  'evaluation',
  'report',
] as const;

/** What only some methods do, in the order of a run. A training is called as its objective. */
const OWN_STAGES = [
  'revisions',
  'rm_bt',
  'listwise',
  'pairwise',
  'preference',
  'meta-judge',
  'scores',
  'implicit',
  'steps',
  ...objectiveIdSchema.options,
] as const;

/** Where a fault can strike. */
export const STAGES = [...new Set([...COMMON_STAGES, ...OWN_STAGES])];
export type Stage = (typeof STAGES)[number];

/** Those of the common ones that call model servers. */
export const CALLING_STAGES = ['prompts', 'responses', 'judgements', 'evaluation'] as const satisfies readonly Stage[];

/** Stages in which one fault can follow another without running into it. */
export const BANDS: readonly (readonly Stage[])[] = [
  ['sft', 'prompts'],
  ['responses', 'judgements', 'pairs'],
  ['dpo', 'serving', 'evaluation', 'report'],
];
