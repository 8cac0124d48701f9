import { continueReply } from '../core/judging/unfinished-reply';
import { promptDiversity, type PromptDiversity } from '../core/prompts/prompt-diversity';
import {
  fewShotContinuation,
  fewShotMessages,
  filterInstructions,
  parseInstructions,
} from '../core/prompts/self-instruct';
import type { PromptRecord } from '../core/records';
import { seedScope } from '../core/seed-scope';
import { createRandom, deriveSeed, type Random } from '../core/seeds';
import type { Recipe } from '../recipes/recipe';
import type { ServedModel } from '../serving/served-model';
import type { CallRunner } from './labelling/call-runner';
import { textCall, textReplySchema } from './labelling/text-call';

/** Few-shot examples that are generated ones, once there are any (2401.10020: 6 seed and 2 generated of 8). */
const GENERATED_SHOTS_SHARE = 0.25;

export interface GenerationInput {
  run: string;
  iteration: number;
  attempt: number;
  seed: number;
  generator: ServedModel;
  settings: Recipe['prompts'];
}

/** What prompts are taken from, and what new ones are held against. */
export interface PromptSources {
  ift: PromptRecord[];
  heldOut: string[];
  unused: PromptRecord[];
  earlierGenerated: PromptRecord[];
}

interface Generation {
  prompts: PromptRecord[];
  /** Of candidates: dropped by reason, kept, passed when enough were there; and how many prompts are missing. */
  counts: Record<string, number>;
  diversity: PromptDiversity;
}

/** New prompts by Self-Instruct (2212.10560), at most `wanted`, with what became of all candidates. */
export async function generatePrompts(
  runner: CallRunner,
  input: GenerationInput,
  sources: PromptSources,
  wanted: number,
  advance: () => void,
): Promise<Generation> {
  const known = [...sources.ift, ...sources.unused, ...sources.earlierGenerated];
  const prompts: PromptRecord[] = [];
  const similarities: number[] = [];
  const counts: Record<string, number> = {};
  let surplus = 0;
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
    const room = wanted - prompts.length;
    similarities.push(...filtered.similarities.slice(0, room));
    surplus += Math.max(0, filtered.kept.length - room);
    for (const [index, text] of filtered.kept.slice(0, room).entries()) {
      const lineage = candidates[filtered.origins[index] ?? -1]?.lineage;
      if (!lineage) throw new Error('every kept instruction comes from a candidate');
      prompts.push({ id: idOf(input, prompts.length + 1), text, source: 'generated', ...lineage });
      advance();
    }
  }
  const diversity = promptDiversity({
    generated: prompts.map(({ text }) => text),
    similarities,
    seed: sources.ift.map(({ text }) => text),
  });
  return { prompts, diversity, counts: { ...counts, kept: prompts.length, surplus, missing: wanted - prompts.length } };
}

/** The most calls of a round; not the calls in flight, which may change while the prompts must not. */
function callsPerRound({ perIteration }: Recipe['prompts']): number {
  return Math.max(32, Math.ceil(perIteration / 16));
}

async function generateOnce(
  runner: CallRunner,
  input: GenerationInput,
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
function idOf({ iteration, attempt }: GenerationInput, number: number): string {
  return `generated-${attempt === 1 ? iteration : `${iteration}.${attempt}`}-${number}`;
}

function pickShots(random: Random, shots: number, ift: PromptRecord[], generated: PromptRecord[]): PromptRecord[] {
  const fromGenerated = Math.min(Math.round(shots * GENERATED_SHOTS_SHARE), generated.length);
  return random.shuffle([
    ...random.shuffle(ift).slice(0, shots - fromGenerated),
    ...random.shuffle(generated).slice(0, fromGenerated),
  ]);
}
