/** Who says what about responses. */
import { z } from 'zod';
import { MINIMUM_VOTES } from '../core/judging/vote-share';
import type { PromptRecord } from '../core/records';
import { endpointSchema, roleSchema } from './sections';

const weight = z
  .number()
  .min(0)
  .optional()
  .describe('Its share where selection.critic is combined; 1 when left out, 0 for one that only vetoes.');

const slug = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,23}$/, 'must be 1 to 24 lower-case letters, digits or hyphens, a letter first');

/** What critics have in common of which a recipe may hold several of one kind. */
const named = {
  name: slug.optional().describe('What its records, its files and selection.critic call it; its kind when left out.'),
  weight,
};

/** What those have that look at one response at a time. */
const single = {
  ...named,
  tag: z.string().min(1).optional().describe('It is asked only about prompts with this tag, for example reasoning.'),
  veto: z
    .number()
    .optional()
    .describe('A response that scores less, or has a less probable step, is never chosen; no score is no veto.'),
};

const range = z
  .strictObject({ lowest: z.number(), highest: z.number() })
  .refine(({ lowest, highest }) => lowest < highest, 'lowest must be below highest')
  .optional()
  .describe('The scores that it may give, needed to combine them; one outside counts as no score.');

const judgeCriticSchema = z.strictObject({
  kind: z.literal('judge').describe('Scores each response by itself, K times.'),
  weight,
  prompt: z
    .enum(['additive', 'multiple-choice'])
    .default('additive')
    .describe('The rubric: five points that add up, or one choice of five descriptions (an ablation of 2401.10020).'),
});
const listwiseCriticSchema = z.strictObject({
  kind: z.literal('listwise').describe('Scores all responses to a prompt in one call (2404.03715).'),
  weight,
  principles: z
    .boolean()
    .optional()
    .describe(
      'Scores by the comparison principles of 2212.08073, all of them at once, in place of the additive rubric.',
    ),
});
const pairwiseCriticSchema = z.strictObject({
  kind: z.literal('pairwise').describe('Compares every two responses in both orders.'),
});
const preferenceCriticSchema = z.strictObject({
  kind: z
    .literal('preference')
    .describe(
      'How probable it is that one response is better, from the probabilities of the labels A and B, or by votes.',
    ),
  orders: z
    .union([z.literal(1), z.literal(2)])
    .default(2)
    .describe('Asked with either response first and averaged, or in one order that is drawn.'),
  principles: z.boolean().default(false).describe('Asks by a principle drawn for each pair (2212.08073).'),
  ensemble: z.boolean().default(false).describe('Asks by every principle instead, and averages.'),
  chainOfThought: z.boolean().default(false).describe('Reasons first; the probability is then held to 0.4 to 0.6.'),
  votesPerOrder: z
    .int()
    .min(MINIMUM_VOTES)
    .optional()
    .describe('Samples so many verdicts in each order instead; their share of votes is the probability (2502.08922).'),
  pairsPerPrompt: z
    .int()
    .min(1)
    .default(4)
    .describe('Most pairs of a prompt that are compared; drawn where there are more.'),
});
const implicitCriticSchema = z.strictObject({
  kind: z
    .literal('implicit')
    .describe('Log-probabilities of the responses under M_t, M_{t-1} and M_0 (2410.12735); no judge prompt.'),
});
const verifierCriticSchema = z.strictObject({
  kind: z.literal('verifier').describe('Checks responses by a program of srlm; no model is asked.'),
  ...single,
  verifier: z
    .enum(['exact-answer', 'ifeval', 'ifeval-loose'])
    .describe(
      'exact-answer: the last number equals that of the seed answer; ifeval: the share of the instructions of the prompt that are followed (2311.07911), loose without first and last line and asterisks.',
    ),
});
const httpCriticSchema = z.strictObject({
  kind: z.literal('http').describe('Scores responses by a program of yours that answers over HTTP.'),
  ...single,
  range,
  url: endpointSchema.shape.url.describe(
    'Takes {prompt, response, responseSteps, answer?, instructions?} by POST and answers {score: number | null, reason?, steps?}; steps are the probabilities that each of responseSteps is correct. `srlm scorer` is such a program for models of runs.',
  ),
  apiKeyEnv: endpointSchema.shape.apiKeyEnv,
});
const moduleCriticSchema = z.strictObject({
  kind: z.literal('module').describe('Scores responses by a module of yours.'),
  ...single,
  range,
  path: z.string().min(1).describe('A JavaScript file on the machine of the worker that exports `critic`.'),
});
const processCriticSchema = z.strictObject({
  kind: z
    .literal('process')
    .describe(
      'Scores a response by its steps: the judge is asked how probable it is that each is correct (2305.20050).',
    ),
  ...single,
  aggregation: z
    .enum(['product', 'min', 'last'])
    .default('product')
    .describe('How the probabilities of the steps make one score.'),
});
const panelCriticSchema = z.strictObject({
  kind: z
    .literal('panel')
    .describe(
      'Judges of several families compare every two responses in both orders; the majority counts (2306.05685).',
    ),
  ...named,
  judges: z
    .array(
      z.strictObject({
        name: slug.describe('Tells its records from those of the others.'),
        family: z.string().min(1).describe('Judges of one family share their biases.'),
        model: roleSchema.describe('Who it is: the policy M_t itself, or an endpoint.'),
      }),
    )
    .describe('Of at least three families.'),
});
const metaJudgeCriticSchema = z.strictObject({
  kind: z.literal('meta-judge').describe('Compares the judgements of a response with each other (2407.19594).'),
  hideScores: z.boolean().default(false).describe('Strips the scores from the judgements first.'),
  insists: z
    .boolean()
    .optional()
    .describe(
      'Whether a reply without a verdict is made to have one, by another call; if not, it counts for neither side.',
    ),
});

export const criticSchema = z.discriminatedUnion('kind', [
  judgeCriticSchema,
  listwiseCriticSchema,
  pairwiseCriticSchema,
  preferenceCriticSchema,
  implicitCriticSchema,
  verifierCriticSchema,
  httpCriticSchema,
  moduleCriticSchema,
  processCriticSchema,
  panelCriticSchema,
  metaJudgeCriticSchema,
]);
export type Critic = z.infer<typeof criticSchema>;

export const criticsSchema = z
  .array(criticSchema)
  .default([{ kind: 'judge', prompt: 'additive' }])
  .describe('Who says what about responses.');

/** How records, files and selections call a critic. */
export function criticName(critic: Critic): string {
  return 'name' in critic && critic.name !== undefined ? critic.name : critic.kind;
}

/** What the files of a judge of a panel are called. */
export function panelJudgeName(panel: Extract<Critic, { kind: 'panel' }>, judge: { name: string }): string {
  return `${criticName(panel)}-${judge.name}`;
}

/** What the files of a critic are called: each model that is asked has its own. */
export function filesOf(critic: Critic): string[] {
  if (critic.kind === 'implicit') return ['policy', 'previous', 'base', 'anchor'].map((role) => `implicit-${role}`);
  return critic.kind === 'panel' ? critic.judges.map((judge) => panelJudgeName(critic, judge)) : [criticName(critic)];
}

/** One with a tag is asked only about prompts that have it. */
export function isAskedAbout(critic: Critic, { tags = [] }: Pick<PromptRecord, 'tags'>): boolean {
  return !('tag' in critic) || critic.tag === undefined || tags.includes(critic.tag);
}
