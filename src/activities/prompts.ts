import { eftGroupSchema, iftRecordSchema, promptRecordSchema, type Artifact, type PromptRecord } from '../core/records';
import { createRandom, deriveSeed, type Random } from '../core/seeds';
import {
  fewShotContinuation,
  fewShotMessages,
  filterInstructions,
  parseInstructions,
} from '../core/prompts/self-instruct';
import { continueReply } from '../core/judging/unfinished-reply';
import type { Recipe } from '../recipes/recipe';
import type { ServedModel } from '../serving/served-model';
import { iterationLayout } from '../store/run-layout';
import type { CallRunner } from './labelling/call-runner';
import { textCall, textReplySchema } from './labelling/text-call';
import { workOnShard, type CallSettings, type LabellingDependencies } from './labelling/work-on-shard';
import { seedScope } from '../core/seed-scope';

/** Few-shot examples that are generated ones, once there are any (2401.10020: 6 seed and 2 generated of 8). */
const GENERATED_SHOTS_SHARE = 0.25;

export interface CollectPromptsInput {
  run: string;
  iteration: number;
  attempt: number;
  seed: number;
  generator: ServedModel;
  settings: Recipe['prompts'];
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

interface Sources {
  ift: PromptRecord[];
  heldOut: string[];
  unused: PromptRecord[];
  earlierGenerated: PromptRecord[];
}

/** The prompts of an iteration: unused seed prompts, and new ones by Self-Instruct (2212.10560) with their parents. */
export async function collectPrompts(
  deps: LabellingDependencies,
  input: CollectPromptsInput,
): Promise<CollectedPrompts> {
  const layout = iterationLayout(input.run, input.iteration, input.attempt);
  const { perIteration } = input.settings;
  let counts: Record<string, number> = {};
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
      const generation = await generate(runner, input, sources, missing, advance);
      counts = generation.counts;
      return [...fromSeed, ...generation.prompts];
    },
    writeBeside: () => deps.store.writeJson(layout.promptCounts, counts),
  });
  const rows = await deps.store.readRows(artifact, promptRecordSchema);
  const generated = rows.filter((row) => row.source === 'generated').length;
  return { artifact, generated, fromSeed: rows.length - generated };
}

async function readSources(
  { store }: Pick<LabellingDependencies, 'store'>,
  input: CollectPromptsInput,
): Promise<Sources> {
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
    heldOut: heldOut.map((group) => group.prompt),
    // A closed set of prompts is gone through again once it is used up.
    unused: source === 'seed' ? unused : [...unused, ...given.filter(({ id }) => used.has(id))],
    earlierGenerated: earlier.flat().filter((prompt) => prompt.source === 'generated'),
  };
}

async function generate(
  runner: CallRunner,
  input: CollectPromptsInput,
  sources: Sources,
  wanted: number,
  advance: () => void,
): Promise<{ prompts: PromptRecord[]; counts: Record<string, number> }> {
  const known = [...sources.ift, ...sources.unused, ...sources.earlierGenerated];
  const prompts: PromptRecord[] = [];
  const counts: Record<string, number> = {};
  for (let round = 0; prompts.length < wanted && round < input.settings.maxRounds; round += 1) {
    const generated = [...sources.earlierGenerated, ...prompts];
    // A reply holds a few instructions of which some pass the filters; half a call per missing prompt is about enough.
    const calls = Math.min(Math.ceil((wanted - prompts.length) / 2), callsPerRound(input.settings));
    const replies = await Promise.all(
      Array.from({ length: calls }, (_, index) =>
        generateOnce(runner, input, sources.ift, generated, `${round}/${index}`),
      ),
    );
    // All replies of a round are filtered together: the index of known prompts is built once, and kept ones count at once.
    const candidates = replies.flatMap(({ texts, ...lineage }) => texts.map((text) => ({ text, lineage })));
    const filtered = filterInstructions({
      candidates: candidates.map((candidate) => candidate.text),
      kept: prompts.map((prompt) => prompt.text),
      seed: known.map((prompt) => prompt.text),
      heldOut: sources.heldOut,
    });
    for (const [reason, dropped] of Object.entries(filtered.dropped)) counts[reason] = (counts[reason] ?? 0) + dropped;
    for (const [index, text] of filtered.kept.slice(0, wanted - prompts.length).entries()) {
      const lineage = candidates[filtered.origins[index] ?? -1]?.lineage;
      if (!lineage) throw new Error('every kept instruction comes from a candidate');
      prompts.push({ id: idOf(input, prompts.length + 1), text, source: 'generated', ...lineage });
      advance();
    }
  }
  return { prompts, counts: { ...counts, kept: prompts.length, missing: wanted - prompts.length } };
}

/** The most calls of a round; not the calls in flight, which may change while the prompts must not. */
function callsPerRound({ perIteration }: Recipe['prompts']): number {
  return Math.max(32, Math.ceil(perIteration / 16));
}

async function generateOnce(
  runner: CallRunner,
  input: CollectPromptsInput,
  ift: PromptRecord[],
  generated: PromptRecord[],
  draw: string,
): Promise<{ texts: string[]; parents: string[]; callKey: string | undefined }> {
  const seed = deriveSeed({ ...seedScope(input), promptId: draw, purpose: 'self-instruct' });
  const shots = pickShots(createRandom(seed), input.settings.shots, ift, generated);
  const examples = shots.map((shot) => shot.text);
  const call = textCall({
    served: input.generator,
    ...fewShotRequest(input.generator, examples),
    sampling: input.settings.sampling,
    seed,
    samples: 1,
    row: `self-instruct ${draw}`,
    affinity: 'self-instruct',
  });
  const outcome = await runner.run(call, textReplySchema);
  const [sample] = outcome.kind === 'answered' ? outcome.replies : [];
  const [callKey] = call.keys;
  const instructions = parseInstructions(sample?.text ?? '');
  // The last one of a reply that was cut is half an instruction.
  const texts = sample?.finishReason === 'length' ? instructions.slice(0, -1) : instructions;
  return { texts, parents: shots.map((shot) => shot.id), callKey };
}

/** Only vLLM is known to go on with a reply that has begun. */
function fewShotRequest(generator: ServedModel, examples: string[]) {
  if (generator.proof.kind === 'assumed') return { messages: fewShotMessages(examples) };
  return { messages: fewShotContinuation(examples), constraint: continueReply };
}

/** Unique within the run: iteration, attempt and number. */
function idOf({ iteration, attempt }: CollectPromptsInput, number: number): string {
  return `generated-${attempt === 1 ? iteration : `${iteration}.${attempt}`}-${number}`;
}

function pickShots(random: Random, shots: number, ift: PromptRecord[], generated: PromptRecord[]): PromptRecord[] {
  const fromGenerated = Math.min(Math.round(shots * GENERATED_SHOTS_SHARE), generated.length);
  return random.shuffle([
    ...random.shuffle(ift).slice(0, shots - fromGenerated),
    ...random.shuffle(generated).slice(0, fromGenerated),
  ]);
}
