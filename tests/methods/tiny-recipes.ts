import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { mergeRecipes } from '../../src/recipes/merge-recipes';

const examples = join(__dirname, '../../examples');
/** Fields that methods set to what suits papers, and that would make a random-weight model take hours or learn nothing. */
const small = {
  iterations: 2,
  prompts: { perIteration: 6, generatedShare: 0 },
  responses: { perPrompt: 3, sampling: { temperature: 1, topP: 1, maxTokens: 400 } },
  judgements: { perResponse: 1, sampling: { maxTokens: 16 } },
  labelling: { shardSize: 2 },
  sft: { epochs: 0.5, batchSize: 8, microBatchSize: 8, dropout: 0 },
  // One step is all that a warm-up would leave at a rate of 0. A model that moved far would hardly end an answer again.
  dpo: {
    learningRate: 1e-4,
    minimumLearningRate: 1e-5,
    warmupRatio: 0,
    epochs: 1,
    batchSize: 4,
    microBatchSize: 4,
    maxLength: 1024,
    dropout: 0,
  },
  evaluation: { heldOutGroups: 3, judgementsPerReply: 1, headToHeadPrompts: 2, maxTokens: 16 },
};

const rewardModel = { batchSize: 4, microBatchSize: 4, maxLength: 1024 };
const ppo = { epochs: 1, warmupRatio: 0, batchSize: 4, microBatchSize: 4, minibatchSize: 4, maxResponseTokens: 32 };

/** What each method needs beyond that to get through on a model that writes noise. */
const own: Record<string, object> = {
  // Noise names no winner unless it is made to.
  'meta-rewarding': { judgements: { perResponse: 3 }, critics: [{ kind: 'judge' }, { kind: 'meta-judge' }] },
  spin: { responses: { perPrompt: 1 } },
  dpo: { iterations: 1, data: { pairs: join(__dirname, 'pairs.jsonl') } },
  // No line of noise is a score in a list, while a judge of one answer can be made to name a digit. The seed's answers
  // are the teacher's.
  dno: {
    prompts: { source: 'ift' },
    data: { teacher: 'example:ift' },
    critics: [{ kind: 'listwise' }, { kind: 'judge' }],
    selection: { kind: 'margins', critic: 'judge', minimumPositive: 1, margin: 1 },
  },
  // What noise prefers, it hardly prefers.
  scir: { selection: { kind: 'agreement', delta: 0 } },
  // The judge's prompt holds two answers.
  'scir-online': { responses: { sampling: { maxTokens: 200 } }, dpo: { maxLength: 2048 } },
  cai: { revisions: { sampling: { maxTokens: 200 } } },
  rlhf: {
    data: { pretraining: join(__dirname, 'pretraining.jsonl') },
    rewardModel,
    ppo,
  },
  process: { process: { width: 3, maxSteps: 3, sampling: { temperature: 1, topP: 1, maxTokens: 200 } } },
  'dno-soft': { judgements: { sampling: { maxTokens: 16 } } },
};

/** Ways of a method that its preset leaves to a recipe, and that train otherwise. */
const variants: Record<string, object> = {
  'cai-by-ppo': {
    ...own['cai'],
    method: 'cai',
    objective: { kind: 'ppo' },
    rewardModel: { ...rewardModel, from: 'preferences', withRanks: true },
    ppo,
  },
};
export const variantNames = Object.keys(variants);

/** A run of the method, or of a variant, on the random-weight model: every step, and nothing to learn. */
export function tinyRecipe(method: string, run: string): object {
  const tiny: unknown = parse(readFileSync(join(examples, 'tiny.yaml'), 'utf8'));
  const recipe = [small, variants[method] ?? { ...own[method], method }, { run }].reduce<unknown>(mergeRecipes, tiny);
  if (typeof recipe !== 'object' || recipe === null) throw new Error('examples/tiny.yaml holds no recipe');
  return recipe;
}
