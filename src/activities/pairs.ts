import { ApplicationFailure } from '@temporalio/activity';
import { z } from 'zod';
import type { SafetyCounts } from '../core/guard-rails/safety-counts';
import { feedbackRecordSchema } from '../core/feedback-records';
import {
  eftGroupSchema,
  givenPairSchema,
  iftRecordSchema,
  judgementRecordSchema,
  pairRecordSchema,
  promptRecordSchema,
  responseRecordSchema,
} from '../core/records';
import type { Artifact } from '../core/records';
import {
  deriveTrainingData,
  selectionSummary,
  withoutGuards,
  type LabelledRecords,
  type SelectionSettings,
  type TrainingData,
} from '../core/selection/derive-training-data';
import { ownSelectorOf } from '../recipes/registry/own-selector-of';
import type { ArtifactStore } from '../store/artifact-store';
import { iterationLayout } from '../store/run-layout';
import type { ActivityDependencies } from './dependencies';

export interface SelectPairsInput extends SelectionSettings {
  run: string;
  prompts: Artifact;
  responses: Artifact[];
  /** Judgements, one file a shard. */
  feedback: Artifact[];
  /** What other critics say of each shard. */
  criticFeedback?: Artifact[][];
  ift?: Artifact;
  given?: Artifact | undefined;
  ranked?: Artifact | undefined;
  /** The pairs of earlier iterations, oldest first. */
  earlier: Artifact[];
}

export interface SelectedPairs {
  pairs: Artifact;
  trainingRows: Artifact;
  /** What was kept back to choose the best checkpoint; absent where the last one is kept. */
  validationRows?: Artifact;
  /** What the reward model of ppo learns from, where it does from preferences. */
  rewardRows?: Artifact;
  discarded: Record<string, number>;
  /** Pairs, or answers to imitate, before older ones were mixed in. */
  examples: number;
  figures: Record<string, number>;
  /** The digest of the module that selected. */
  selector?: string;
  /** What the guard rails did; left out where there are none. */
  safety?: SafetyCounts;
}

/** Turns feedback into preference pairs and these into training rows. The same records give the same bytes. */
export async function selectPairs({ store }: ActivityDependencies, input: SelectPairsInput): Promise<SelectedPairs> {
  const layout = iterationLayout(input.run, input.iteration, input.attempt);
  const derived = await derive(store, input);
  // Before the rows, so that another version of a module cannot write some of them.
  const summary = await store.writeJson(layout.selection, selectionSummary(derived));
  if (derived.selector !== undefined) await requireSelector(store, summary, derived.selector);
  const pairs = await store.writeRows(layout.pairs, derived.pairs);
  const trainingRows = await store.writeRows(layout.trainingRows, derived.rows);
  const validationRows =
    derived.validationRows && (await store.writeRows(layout.validationRows, derived.validationRows));
  const rewardRows = derived.rewardRows && (await store.writeRows(layout.rewardRows, derived.rewardRows));
  const { discarded, examples, figures, selector, safety } = derived;
  return {
    pairs,
    trainingRows,
    ...(validationRows ? { validationRows } : {}),
    ...(rewardRows ? { rewardRows } : {}),
    discarded,
    examples,
    figures,
    ...(selector === undefined ? {} : { selector }),
    ...(safety ? { safety } : {}),
  };
}

/** The pairs that would be selected if nobody looked at their safety: what the guard rails look at. */
export async function proposePairs(
  { store }: Pick<ActivityDependencies, 'store'>,
  input: SelectPairsInput,
): Promise<Artifact> {
  const { pairs } = await derive(store, withoutGuards(input));
  return store.writeRows(iterationLayout(input.run, input.iteration, input.attempt).proposedPairs, pairs);
}

async function derive(store: ArtifactStore, input: SelectPairsInput): Promise<TrainingData> {
  return deriveTrainingData(input, {
    prompts: await store.readRows(input.prompts, promptRecordSchema),
    shards: shardsOf(store, input),
    earlier: await Promise.all(input.earlier.map((artifact) => store.readRows(artifact, pairRecordSchema))),
    ift: input.ift ? await store.readRows(input.ift, iftRecordSchema) : [],
    ranked: input.ranked ? await store.readRows(input.ranked, eftGroupSchema) : [],
    given: input.given ? await store.readRows(input.given, givenPairSchema) : [],
    selector: await ownSelectorOf(input.selection),
  });
}

const summarySchema = z.looseObject({ selector: z.string().optional() });

async function requireSelector(store: ArtifactStore, summary: Artifact, digest: string): Promise<void> {
  const { selector } = summarySchema.parse(JSON.parse(await store.readText(summary)));
  if (selector === digest) return;
  throw ApplicationFailure.nonRetryable(
    `${summary.path} is of the selector ${selector ?? '(none)'}, and the module is ${digest} now; put the first one back`,
    'ChangedModule',
  );
}

async function* shardsOf(store: ArtifactStore, input: SelectPairsInput): AsyncGenerator<LabelledRecords> {
  for (const [index, responses] of input.responses.entries()) {
    const feedback = input.feedback[index];
    yield {
      responses: await store.readRows(responses, responseRecordSchema),
      judgements: feedback ? await store.readRows(feedback, judgementRecordSchema) : [],
      feedback: (
        await Promise.all(
          (input.criticFeedback?.[index] ?? []).map((artifact) => store.readRows(artifact, feedbackRecordSchema)),
        )
      ).flat(),
    };
  }
}

export interface GivePairsInput {
  run: string;
  iteration: number;
  attempt: number;
  given: Artifact;
}

/** The prompts of a data set of preferences, one a pair: what the pipeline goes on from when nothing is sampled. */
export async function givePairs(
  { store }: Pick<ActivityDependencies, 'store'>,
  input: GivePairsInput,
): Promise<Artifact> {
  const { run, iteration, attempt, given } = input;
  const pairs = await store.readRows(given, givenPairSchema);
  const prompts = pairs.map(({ id, prompt }) => ({ id, text: prompt, source: 'seed', parents: [] }));
  return store.writeRows(iterationLayout(run, iteration, attempt).prompts, prompts);
}
