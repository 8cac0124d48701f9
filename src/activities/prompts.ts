import { eftGroupSchema, iftRecordSchema, promptRecordSchema, type Artifact, type PromptRecord } from '../core/records';
import { seedScope } from '../core/seed-scope';
import { createRandom, deriveSeed } from '../core/seeds';
import { iterationLayout, runLayout } from '../store/run-layout';
import { keptQuestions } from './benchmarks/kept-questions';
import { generatePrompts, type GenerationInput, type PromptSources } from './generate-prompts';
import { workOnShard, type CallSettings, type LabellingDependencies } from './labelling/work-on-shard';

export interface CollectPromptsInput extends GenerationInput {
  calls: CallSettings;
  seedFiles: { ift: Artifact; heldOut: Artifact; prompts: Artifact };
  /** The prompts of earlier iterations: none of theirs is used again. */
  earlier: Artifact[];
}

export interface CollectedPrompts {
  artifact: Artifact;
  fromSeed: number;
  generated: number;
}

/** The prompts of an iteration: unused seed prompts, and new ones by Self-Instruct (2212.10560) with their parents. */
export async function collectPrompts(
  deps: LabellingDependencies,
  input: CollectPromptsInput,
): Promise<CollectedPrompts> {
  const layout = iterationLayout(input.run, input.iteration, input.attempt);
  const { perIteration } = input.settings;
  let beside: Record<string, object> = {};
  const { artifact } = await workOnShard<PromptRecord>({
    ...deps,
    served: input.generator,
    settings: input.calls,
    output: layout.prompts,
    calls: layout.calls('prompts'),
    journal: layout.journal('prompts'),
    total: perIteration,
    work: async (runner, advance) => {
      const sources = await readSources(deps, input);
      // No generated prompt has an answer in a data set, or is sure to ask for harm.
      const isClosed = input.settings.source !== 'seed';
      const wanted = isClosed ? 0 : Math.round(perIteration * input.settings.generatedShare);
      const fromSeed = sources.unused.slice(0, perIteration - wanted);
      fromSeed.forEach(() => advance());
      // When the seed prompts run out, generated ones take their place.
      const missing = isClosed ? 0 : perIteration - fromSeed.length;
      const generation = await generatePrompts(runner, input, sources, missing, advance);
      beside = { [layout.promptCounts]: generation.counts, [layout.promptDiversity]: generation.diversity };
      return [...fromSeed, ...generation.prompts];
    },
    async writeBeside() {
      for (const [path, content] of Object.entries(beside)) await deps.store.writeJson(path, content);
    },
  });
  const rows = await deps.store.readRows(artifact, promptRecordSchema);
  const generated = rows.filter((row) => row.source === 'generated').length;
  return { artifact, generated, fromSeed: rows.length - generated };
}

async function readSources(
  { store }: Pick<LabellingDependencies, 'store'>,
  input: CollectPromptsInput,
): Promise<PromptSources> {
  const [ift, heldOut, seedPrompts, ...earlier] = await Promise.all([
    store.readRows(input.seedFiles.ift, iftRecordSchema),
    store.readRows(input.seedFiles.heldOut, eftGroupSchema),
    store.readRows(input.seedFiles.prompts, promptRecordSchema),
    ...input.earlier.map((artifact) => store.readRows(artifact, promptRecordSchema)),
  ]);
  const used = new Set(earlier.flat().map((prompt) => prompt.id));
  // One order for the whole run: every iteration goes on where the one before it stopped.
  const order = createRandom(
    deriveSeed({ ...seedScope({ ...input, iteration: 0, attempt: 1 }), promptId: '', purpose: 'seed-prompts' }),
  );
  const asked = ift.map(({ id, prompt, tags, instructions }): PromptRecord => ({
    id,
    text: prompt,
    source: 'seed',
    parents: [],
    ...(tags ? { tags } : {}),
    ...(instructions ? { instructions } : {}),
  }));
  const { source } = input.settings;
  const given = order.shuffle(source === 'ift' ? asked : seedPrompts);
  const unused = given.filter((prompt) => !used.has(prompt.id));
  return {
    ift: asked,
    heldOut: [...heldOut.map((group) => group.prompt), ...(await benchmarkQuestions(store, input.run))],
    // A closed set of prompts is gone through again once it is used up.
    unused: source === 'seed' ? unused : [...unused, ...given.filter(({ id }) => used.has(id))],
    earlierGenerated: earlier.flat().filter((prompt) => prompt.source === 'generated'),
  };
}

/** What benchmarks of the run ask: nothing like it is to be trained on. */
async function benchmarkQuestions(store: LabellingDependencies['store'], run: string): Promise<string[]> {
  const names = (await store.list(runLayout(run).benchmarksFolder)).flatMap(
    (path) => /([^/]+)\/questions\.jsonl$/.exec(path)?.[1] ?? [],
  );
  const kept = await Promise.all(names.map((name) => keptQuestions(store, run, name)));
  return kept.flatMap((questions = []) => questions.flatMap(({ turns }) => turns));
}
