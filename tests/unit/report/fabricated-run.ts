import type { ModelEvaluation } from '../../../src/core/statistics/model-evaluation';
import type { Comparison } from '../../../src/activities/head-to-head';
import { digestOf } from '../../../src/core/digest';
import type {
  JudgementRecord,
  ModelReference,
  PairRecord,
  PromptRecord,
  ResponseRecord,
} from '../../../src/core/records';
import { resolveRecipe } from '../../../src/recipes/recipe';
import type { ArtifactStore } from '../../../src/store/artifact-store';
import { iterationLayout, runLayout } from '../../../src/store/run-layout';

export const RUN = 'fabricated';
export const SHARD_SIZE = 4;

export function digestFor(name: string): string {
  return digestOf({ fabricated: name });
}

export async function writeRecipe(store: ArtifactStore, changes: object = {}): Promise<void> {
  const typed = { run: RUN, labelling: { shardSize: SHARD_SIZE }, ...changes };
  await writeJson(store, runLayout(RUN).recipe, resolveRecipe(typed));
}

export interface FabricatedModel {
  name: string;
  parent: string | null;
  madeBy: ModelReference['madeBy'];
  /** The model whose weights it is. */
  sameAs?: string;
  /** What only its objective measures. */
  extra?: Record<string, number>;
  accuracy?: number;
  against?: string[];
  /** What its checkpoints were measured to be, where any were. */
  validation?: { bestStep: number | null; points: { step: number; loss: number }[] };
}

export async function writeModel(
  store: ArtifactStore,
  { name, parent, madeBy, sameAs, extra = {}, accuracy, against = [], validation }: FabricatedModel,
): Promise<void> {
  const layout = runLayout(RUN);
  await writeJson(store, layout.modelReference(name), {
    name,
    digest: digestFor(sameAs ?? name),
    path: layout.model(sameAs ?? name),
    parent: parent && digestFor(parent),
    madeBy,
  });
  if (madeBy !== 'import' && sameAs === undefined) {
    const preference =
      madeBy === 'dpo' ? { margin: 0.134, accuracy: 0.71, kl: 0.02, chosenLogp: -81.5, rejectedLogp: -97.25 } : {};
    await writeJson(store, layout.training(name), {
      job: `${RUN}-${name}`,
      specification: { objective: madeBy },
      metrics: {
        loss: 0.6432,
        gradientNorm: 1.9,
        learningRate: 1e-7,
        tokens: 48213,
        seconds: 312.5,
        rowsTrained: 61,
        rowsDropped: { 'too-long': 3 },
        ...preference,
        validation: validation ?? null,
        extra,
      },
    });
  }
  if (accuracy === undefined) return;
  const evaluation: ModelEvaluation = {
    model: name,
    quarantined: 0,
    judge: {
      parseRate: 0.93,
      instructions: { pairwiseAccuracy: 24, bestOf5: 7, exactMatch: 24, spearman: 22, kendallTauB: 22, tieRate: 24 },
      counts: { groups: 24, replies: 72, repliesWithoutScore: 0, judgements: 216, unparsed: 15, constrained: 4 },
      metrics: {
        pairwiseAccuracy: accuracy,
        bestOf5: accuracy - 0.2,
        exactMatch: accuracy - 0.4,
        spearman: 0.31,
        kendallTauB: -0.05,
        tieRate: 0.12,
      },
    },
    answers: { count: 48, meanCharacters: 400 + 300 * accuracy, truncated: 2 },
  };
  await writeJson(store, layout.evaluation(name, 'metrics.json'), evaluation);
  for (const older of against) {
    const comparison: Comparison = {
      newer: name,
      older,
      wins: 22,
      ties: 14,
      losses: 11,
      nulls: 1,
      winRate: 29 / 47,
      selfJudged: true,
    };
    await writeJson(store, layout.evaluation(name, `head-to-head-against-${older}.json`), comparison);
  }
}

export interface FabricatedIteration {
  iteration: number;
  attempt?: number;
  prompts: number;
  /** The shards that are done; all of them when left out. */
  shards?: number[];
  finished?: boolean;
  /** Nobody scored anything: pairs by definition. */
  unjudged?: boolean;
  /** Neither side of a pair is the better one. */
  unlabelled?: boolean;
  /** What the selection measured. */
  figures?: Record<string, number>;
  /** The text of a prompt, an answer or a judgement. */
  textOf?: (kind: 'prompt' | 'answer' | 'judgement', index: number) => string;
}

export async function writeIteration(store: ArtifactStore, input: FabricatedIteration): Promise<void> {
  const {
    iteration,
    attempt = 1,
    finished = true,
    unlabelled = false,
    unjudged = unlabelled,
    textOf = (kind, index) => `${kind} ${index}`,
  } = input;
  const layout = iterationLayout(RUN, iteration, attempt);
  if (attempt > 1) {
    const rejected = { iteration, attempt: attempt - 1, reason: 'too long', action: 'redo' };
    await writeJson(store, iterationLayout(RUN, iteration, attempt - 1).rejection, rejected);
  }
  const prompts = Array.from({ length: input.prompts }, (_, index): PromptRecord => ({
    id: `p${index}`,
    text: textOf('prompt', index),
    source: index % 2 === 0 ? 'seed' : 'generated',
    parents: [],
  }));
  await store.writeRows(layout.prompts, prompts);
  await writeJson(store, layout.promptCounts, { tooSimilar: 5, kept: Math.floor(input.prompts / 2), missing: 0 });
  for (const shard of input.shards ??
    Array.from({ length: Math.ceil(input.prompts / SHARD_SIZE) }, (_, index) => index)) {
    const slice = prompts.slice(shard * SHARD_SIZE, (shard + 1) * SHARD_SIZE);
    await store.writeRows(
      layout.responses(shard),
      slice.flatMap((prompt) => responsesTo(prompt, textOf)),
    );
    if (!unjudged)
      await store.writeRows(
        layout.feedback(shard),
        slice.flatMap((prompt) => responsesTo(prompt, textOf).flatMap((response) => judgementsOf(response, textOf))),
      );
  }
  if (!finished) return;
  await store.writeRows(
    layout.pairs,
    prompts.slice(0, -2).map((prompt) => {
      const pair = pairOf(prompt, iteration, textOf);
      const unscored = { chosenScore: null, rejectedScore: null, judgementIds: [] };
      return { ...pair, ...(unjudged ? unscored : {}), ...(unlabelled ? { unlabelled } : {}) };
    }),
  );
  await writeJson(store, layout.selection, {
    discarded: { tie: 1, 'too-few-scored': 1, 'identical-text': 0 },
    pooled: [],
    ...(input.figures ? { figures: input.figures } : {}),
  });
  await writeJson(store, layout.manifest, { version: 1 });
}

type TextOf = NonNullable<FabricatedIteration['textOf']>;

const indexOf = (id: string) => Number(/\d+/.exec(id)?.[0] ?? 0);

/** Two answers a prompt: the first scores 4 to 5, the second 0 to 3. */
function responsesTo(prompt: PromptRecord, textOf: TextOf): ResponseRecord[] {
  return [0, 1].map((slot) => ({
    id: `${prompt.id}.r${slot}`,
    promptId: prompt.id,
    text: textOf('answer', 2 * indexOf(prompt.id) + slot),
    tokens: 20 + 13 * ((5 * indexOf(prompt.id) + 3 * slot) % 17),
    finishReason: indexOf(prompt.id) === 1 ? 'length' : 'stop',
    model: digestFor('M1'),
    callKey: digestFor('call'),
    seed: 1,
  }));
}

function scoreOf({ id, promptId }: { id: string; promptId: string }): number {
  return id.endsWith('r0') ? 4 + (indexOf(promptId) % 2) : indexOf(promptId) % 4;
}

function judgementsOf(response: ResponseRecord, textOf: TextOf): JudgementRecord[] {
  const common = {
    responseId: response.id,
    promptId: response.promptId,
    tokens: 9,
    model: digestFor('M1'),
    callKey: digestFor('call'),
    seed: 1,
  };
  const text = textOf('judgement', indexOf(response.promptId));
  const scored = { kind: 'scored', score: scoreOf(response), constrained: false } as const;
  return [
    { ...common, id: `${response.id}.j0`, text, attempt: 1, outcome: scored },
    { ...common, id: `${response.id}.j1`, text, attempt: 3, outcome: { kind: 'unparsed', reason: 'no-score' } },
  ];
}

function pairOf(prompt: PromptRecord, iteration: number, textOf: TextOf): PairRecord {
  const [chosen, rejected] = [`${prompt.id}.r0`, `${prompt.id}.r1`];
  return {
    id: `${prompt.id}.pair`,
    promptId: prompt.id,
    prompt: prompt.text,
    iteration,
    weight: 1,
    chosen: textOf('answer', 2 * indexOf(prompt.id)),
    rejected: textOf('answer', 2 * indexOf(prompt.id) + 1),
    chosenId: chosen,
    rejectedId: rejected,
    chosenScore: scoreOf({ id: chosen, promptId: prompt.id }),
    rejectedScore: scoreOf({ id: rejected, promptId: prompt.id }),
    judgementIds: [chosen, rejected].flatMap((id) => [`${id}.j0`, `${id}.j1`]),
  };
}

async function writeJson(store: ArtifactStore, path: string, value: unknown): Promise<void> {
  await store.writeText(path, `${JSON.stringify(value, null, 2)}\n`);
}
