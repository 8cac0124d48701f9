/** A whole run with everything that a report can show, made by a seed: 10,000 pairs are too many to keep. */
import { jsonLines } from '../../src/core/json-text';
import { createRandom } from '../../src/core/random';
import type { RecipeInput } from '../../src/recipes/recipe';
import { resolveRecipe } from '../../src/recipes/recipe';
import type { ArtifactStore } from '../../src/store/artifact-store';
import { runLayout } from '../../src/store/run-layout';
import { generateCosts } from './generated-costs';
import { generateEvaluations } from './generated-evaluations';
import { generateIteration } from './generated-iteration';
import { digestFor } from './digest-for';
import { SHARD_SIZE } from './shard-size';

export interface GeneratedRun {
  run: string;
  /** The pairs of each iteration. */
  pairs: readonly number[];
  seed?: number;
  /** Held-out prompts. */
  heldOut?: number;
  recipe?: Partial<RecipeInput>;
  /** How much better each model is than the one before, and how much longer it answers, as shares. */
  gain?: number;
  growth?: number;
}

export async function generateRun(store: ArtifactStore, given: GeneratedRun): Promise<void> {
  const { run, pairs, seed = 1, heldOut = 60, recipe, gain = 0.08, growth = 0.12 } = given;
  const random = createRandom(seed);
  const layout = runLayout(run);
  const input = { run, iterations: pairs.length, labelling: { shardSize: SHARD_SIZE }, ...recipe };
  await store.writeJson(layout.recipe, resolveRecipe(input));
  const models = ['M0', 'sft', 'M1', ...pairs.map((_, index) => `M${index + 2}`)];
  for (const [index, name] of models.entries()) {
    const parent = name === 'M0' ? null : index <= 2 ? 'M0' : 'M1';
    const madeBy = name === 'M0' ? 'import' : index <= 2 ? 'sft' : 'dpo';
    const reference = {
      name,
      digest: digestFor(run, name),
      path: layout.model(name),
      parent: parent && digestFor(run, parent),
      madeBy,
    };
    await store.writeJson(layout.modelReference(name), reference);
    if (madeBy === 'import') continue;
    const steps = Array.from({ length: 40 }, (_, at) => ({
      step: at + 1,
      loss: (madeBy === 'dpo' ? 0.69 : 2.4) * (0.75 + 0.25 * Math.exp(-at / 30)) + 0.02 * (random.next() - 0.5),
      ...(madeBy === 'dpo' ? { accuracy: Math.min(1, 0.5 + at / 400 + 0.1 * random.next()), margin: at / 500 } : {}),
      gradientNorm: 1 + random.next(),
      learningRate: 1e-6 * (1 - at / 130),
      tokens: 4000,
      seconds: 2.5,
    }));
    await store.replaceText(layout.trainingLog(name), jsonLines(steps));
    await store.writeJson(layout.training(name), {
      job: `${run}-${name}`,
      specification: { objective: madeBy },
      metrics: {
        loss: steps.at(-1)?.loss,
        gradientNorm: 1.4,
        tokens: 480_000,
        seconds: 300,
        rowsTrained: 960,
        rowsDropped: { 'too-long': 12 },
        ...(madeBy === 'dpo' ? { margin: 0.24, accuracy: 0.78, kl: 0.03, chosenLogp: -120, rejectedLogp: -150 } : {}),
      },
    });
  }
  await generateEvaluations(store, { run, models, random, heldOut, gain, growth });
  for (const [index, count] of pairs.entries())
    await generateIteration(store, { run, iteration: index + 1, pairs: count, random, growth });
  await generateCosts(store, { run, models, iterations: pairs.length, random });
}
