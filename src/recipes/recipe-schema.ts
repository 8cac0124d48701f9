/** One schema for every method: a method only fills it differently. The defaults are those of self-rewarding. */
import { z } from 'zod';
import { criticsSchema } from './critic-sections';
import { evaluationSchema } from './evaluation-section';
import { gateSchema } from './gate-section';
import { evolvingRubricSchema, safetySchema } from './guard-sections';
import { anchorSchema, iterationObjectiveSchema, scheduleSchema, selectionSchema } from './pipeline-sections';
import { processSchema } from './process-section';
import { ppoSchema, processRewardModelSchema, rewardModelSchema } from './reward-sections';
import {
  baseModelSchema,
  dataSchema,
  eftSchema,
  labellingSchema,
  objectiveSchema,
  promptsSchema,
  revisionsSchema,
  rolesSchema,
  runNameSchema,
  samplingSchema,
  servingSchema,
  tuningSchema,
} from './sections';
import { validationSchema } from './validation-section';

/** The resolved recipe as it is stored and as it travels through a history. */
export const recipeSchema = z.strictObject({
  run: runNameSchema.describe('The name of the run.'),
  method: z.string().default('self-rewarding').describe('The preset that fills this recipe: see `srlm methods`.'),
  iterations: z.int().min(0).max(100).default(2).describe('Rounds after M_1: with 2 the run ends with M_3.'),
  seed: z
    .int()
    .min(0)
    .max(2 ** 31 - 1)
    .default(1)
    .describe('Every random draw derives from it.'),
  reuse: runNameSchema
    .optional()
    .describe('A run whose recorded calls and trained models are used again where they are the same.'),
  heartbeatSeconds: z
    .int()
    .min(5)
    .max(3600)
    .default(30)
    .describe('A worker that is silent for this long counts as dead, and its work is begun again elsewhere.'),
  baseModel: baseModelSchema,
  data: dataSchema,
  eft: eftSchema,
  anchor: anchorSchema,
  revisions: revisionsSchema,
  roles: rolesSchema,
  prompts: promptsSchema,
  responses: z
    .strictObject({
      perPrompt: z
        .int()
        .min(1)
        .max(64)
        .default(4)
        .describe('N: responses per prompt; at least 2 to form a pair of them.'),
      removeDuplicates: z
        .boolean()
        .optional()
        .describe('Leaves out responses that read as another one of their prompt, before anyone judges them; counted.'),
      sampling: samplingSchema({ temperature: 0.7, topP: 0.9, maxTokens: 512 }),
    })
    .prefault({}),
  judgements: z
    .strictObject({
      perResponse: z
        .int()
        .min(1)
        .max(64)
        .default(3)
        .describe('K: judgements per response; the mean of the valid ones counts.'),
      minimumValid: z
        .int()
        .min(1)
        .optional()
        .describe('Fewest valid judgements of a response that may enter a pair (default 1; 2 when K is 3 or more).'),
      sampling: samplingSchema({ temperature: 0.7, topP: 0.9, maxTokens: 256 }),
    })
    .prefault({}),
  critics: criticsSchema,
  selection: selectionSchema,
  objective: iterationObjectiveSchema,
  labelling: labellingSchema,
  initFrom: z
    .enum(['anchor', 'previous', 'base'])
    .default('anchor')
    .describe('Where M_{t+1} starts: M_1, M_t (the original paper) or M_0.'),
  dpoReference: z
    .enum(['init', 'anchor'])
    .default('init')
    .describe('The frozen reference: the start checkpoint, or M_1.'),
  pairPool: z
    .enum(['current', 'with-previous', 'cumulative', 'decayed'])
    .default('current')
    .describe(
      "Pairs trained on: this iteration's, with those of the one before, all so far, or all with older ones thinned out (30 %, 15 %, ...).",
    ),
  sft: objectiveSchema({ learningRate: 5.5e-6, minimumLearningRate: 1.1e-6, epochs: 3 }).prefault({}),
  dpo: objectiveSchema({ learningRate: 1e-6, minimumLearningRate: 1e-7, epochs: 1 })
    .extend({
      beta: z.number().positive().default(0.1).describe('Pull towards the reference model; higher stays closer.'),
    })
    .prefault({}),
  validation: validationSchema,
  process: processSchema,
  rewardModel: rewardModelSchema,
  processRewardModel: processRewardModelSchema,
  ppo: ppoSchema,
  tuning: tuningSchema,
  serving: servingSchema,
  evaluation: evaluationSchema,
  gate: gateSchema,
  safety: safetySchema,
  evolvingRubric: evolvingRubricSchema,
  schedule: scheduleSchema,
});

export type Recipe = z.output<typeof recipeSchema>;
/** What a person types: everything but `run` has a default. */
export type RecipeInput = z.input<typeof recipeSchema>;
