/** The parts of a recipe that make one method differ from another: what M_1 is, selection, objective, schedule; critics have a file. */
import { z } from 'zod';
import { judgePairSettingsSchema } from '../core/meta/judge-pair-settings';
import { lengthControlSchema } from '../core/selection/length-controlled';
import { implicitRewardFields, withScale } from './implicit-reward-fields';

const fraction = z.number().min(0).max(1);

export const anchorSchema = z
  .enum(['ift-and-eft', 'ift', 'eft', 'chosen', 'revisions', 'base'])
  .default('ift-and-eft')
  .describe(
    'What M_1 is M_0 trained on: both seeds, answers alone, judgements alone, the chosen responses of data.pairs, its own revised responses, or nothing (M_1 is M_0).',
  );

const creamConsistency = z
  .boolean()
  .optional()
  .describe(
    "Measures for comparison how alike M_t and the model before it rank responses: CREAM's C (2410.12735), from what the critic implicit says.",
  );

const critic = z
  .string()
  .default('judge')
  .describe('The critic whose scores count, by its name or kind; combined: all that score, by their weights.');

const margin = z
  .number()
  .min(0)
  .optional()
  .describe('How much lower the rejected one must score; prompts with a smaller difference are dropped and counted.');

export const selectionSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('best-and-worst').describe('The highest against the lowest score.'),
      critic,
      margin,
    }),
    z.strictObject({
      kind: z.literal('length-controlled').describe('The shortest good against the longest bad one (2407.19594).'),
      critic,
      margin,
      ...lengthControlSchema.shape,
      judgePairs: judgePairSettingsSchema.optional().describe('Pairs of judgements, where a meta-judge is asked.'),
    }),
    z.strictObject({
      kind: z.literal('margins').describe('Every good one against what is clearly worse (2404.03715).'),
      critic,
      minimumPositive: z.number().default(5).describe('Lowest score of a good one.'),
      margin: z.number().min(0).default(2).describe('How much lower the worse one must be.'),
      ownMargin: z.number().min(0).default(1).describe("The same where the good one is the policy's own."),
    }),
    z.strictObject({
      kind: z.literal('win-rates').describe('Pairs with how often each side beats the others (2404.03715).'),
      pairing: z.enum(['all-pairs', 'best-and-worst']).default('all-pairs').describe('Which pairs of a prompt.'),
      critic: z.string().optional().describe('The panel whose majority counts; the critic pairwise when left out.'),
    }),
    z.strictObject({
      kind: z.literal('consistency').describe('By implicit rewards, trusted as far as two models agree (2410.12735).'),
      metric: z.enum(['kendall', 'spearman', 'top-order']).default('kendall').describe('How agreement is measured.'),
      source: z
        .discriminatedUnion('kind', [
          z.strictObject({ kind: z.literal('average') }),
          z.strictObject({ kind: z.literal('dynamic') }),
          z.strictObject({ kind: z.literal('fixed'), value: fraction }),
        ])
        .default({ kind: 'average' })
        .describe('One confidence for all prompts, one for each, or a number.'),
      clamp: z
        .enum(['none', 'at-least-half'])
        .default('at-least-half')
        .describe('Below one half the loss would prefer the rejected response.'),
    }),
    z
      .strictObject({
        kind: z.literal('agreement').describe('Where judge and implicit reward agree (2502.08922).'),
        delta: z.number().min(0).max(0.5).default(0.05).describe('How far from 1/2 both must be.'),
        ...implicitRewardFields,
        creamConsistency,
      })
      .transform(withScale),
    z.strictObject({
      kind: z
        .literal('unlabelled')
        .describe('Pairs that training itself compares, for the objective scir (2502.08922).'),
      pairsPerPrompt: z.int().min(1).default(4).describe('Most pairs of a prompt; drawn where there are more.'),
      creamConsistency,
    }),
    z.strictObject({
      kind: z.literal('soft-preference').describe('The more probable side, with its probability (2212.08073).'),
      threshold: z.number().min(0.5).max(1).optional().describe('Hard labels, from this probability on.'),
    }),
    z.strictObject({
      kind: z.literal('dataset-against-sample').describe("The data set's answer against the own one (2401.01335)."),
    }),
    z.strictObject({
      kind: z.literal('best-of-n').describe('The best responses, to be imitated.'),
      critic,
      keep: z.int().min(1).default(1).describe('Most responses kept of a prompt.'),
      threshold: z.number().optional().describe('Lowest score that is kept.'),
      thresholdAlone: z
        .boolean()
        .optional()
        .describe('Keeps what reaches the threshold whatever the others score, also where all score the same.'),
    }),
    z.strictObject({
      kind: z.literal('module').describe('Pairs as a module of yours orders them.'),
      path: z.string().min(1).describe('A JavaScript file on the machine of the worker that exports `select`.'),
      critic: z.string().optional().describe('The critic whose scores it is shown, by its name or kind.'),
    }),
    z.strictObject({ kind: z.literal('given').describe('The pairs of data.pairs, as they are.') }),
    z.strictObject({
      kind: z.literal('steps').describe('The best against the worst next step of a solution (2503.03746).'),
    }),
    z.strictObject({
      kind: z.literal('prompts-alone').describe('The prompts: ppo samples and scores answers itself.'),
    }),
  ])
  .prefault({ kind: 'best-and-worst' })
  .describe('How feedback becomes training examples.');

export const iterationObjectiveSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('dpo').describe('Direct preference optimisation (2305.18290).'),
      labelSmoothing: z
        .number()
        .min(0)
        .lt(0.5)
        .optional()
        .describe('e of conservative DPO: how probable it is that a label is wrong; 0 when left out.'),
      loss: z
        .enum(['sigmoid', 'ipo'])
        .optional()
        .describe('ipo is the squared loss of 2310.12036, with beta as its tau; sigmoid when left out.'),
      nllWeight: z
        .number()
        .min(0)
        .optional()
        .describe('Share of the mean negative log-likelihood of the chosen tokens that is added; 0 when left out.'),
    }),
    z.strictObject({ kind: z.literal('dpo_soft').describe('DPO that trusts each pair by its confidence.') }),
    z.strictObject({
      kind: z.literal('dno_soft').describe('Regression of rewards (2404.03715).'),
      rewardScale: z.number().positive().default(1).describe('c: how far a difference of win rates pulls.'),
    }),
    z.strictObject({
      kind: z.literal('spin').describe("DPO against one's own samples (2401.01335)."),
      link: z.enum(['logistic', 'hinge']).default('logistic').describe('The decreasing function of the margin.'),
    }),
    z
      .strictObject({
        kind: z
          .literal('scir')
          .describe('Where judge and implicit reward of the moment agree; makes them agree (2502.08922).'),
        consistencyWeight: z.number().min(0).default(0.1).describe('lambda_c: weight of the consistency loss.'),
        entropyWeight: z.number().min(0).default(0.05).describe('lambda_H: how much being undecided costs in it.'),
        delta: z.number().min(0).lt(0.5).default(0.05).describe('How far from 1/2 both must be.'),
        ...implicitRewardFields,
      })
      .transform(withScale),
    z.strictObject({ kind: z.literal('step_dpo').describe('DPO on one step after those before it (2503.03746).') }),
    z.strictObject({
      kind: z.literal('sft').describe('Imitation of the selected responses.'),
      seedShare: fraction.lt(1).default(0.5).describe('Share of the rows that are seed answers.'),
    }),
    z.strictObject({
      kind: z.literal('ppo').describe('Reinforcement learning against a reward model (2203.02155); numbers in `ppo`.'),
    }),
  ])
  .prefault({ kind: 'dpo' })
  .describe('What an iteration trains with; its numbers are in `dpo`, in `sft` for imitation, or in `ppo`.');

export const scheduleSchema = z
  .array(
    z.strictObject({
      from: z.int().min(1).describe('The first iteration that it holds for.'),
      set: z.record(z.string(), z.json()).describe('Fields of the recipe that change, as in a recipe.'),
    }),
  )
  .default([])
  .describe('Changes of the recipe from an iteration on: later entries go over earlier ones.');
