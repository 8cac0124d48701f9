import { z } from 'zod';
import type { FeedbackRecord } from '../../core/feedback-records';
import { gateRecordSchema } from '../../core/gate/gate-record';
import { rubricDecisionSchema } from '../../core/guard-rails/rubric-trial';
import { safetyCountsSchema } from '../../core/guard-rails/safety-counts';
import { promptDiversitySchema } from '../../core/prompts/prompt-diversity';
import { modelName } from '../../core/model-name';
import { promptRecordSchema } from '../../core/records';
import { scoreAlarms } from '../../core/statistics/score-health';
import type { ArtifactStore } from '../../store/artifact-store';
import { findRejection } from '../../store/rejections';
import { iterationLayout } from '../../store/run-layout';
import type { IterationReport } from '../data/iteration-data';
import type { ModelReport } from '../data/model-data';
import { anchorOf } from '../iteration-anchor';
import { recipeAt, type Recipe } from '../../recipes/recipe';
import { collectCompared } from './collect-compared';
import { collectConsistency } from './collect-consistency';
import { collectCritics } from './collect-critics';
import { collectLabelling } from './collect-labelling';
import { collectPairs, toBrowsed, toSample, type BrowsedPair, type SaidOfPairs } from './collect-pairs';
import { storedJson } from './stored-json';

/** What guards a run; of a run of an earlier version nothing is there. */
const guardedSchema = z.looseObject({
  safety: safetyCountsSchema.optional().catch(undefined),
  gate: gateRecordSchema.optional().catch(undefined),
});

/** Of all iterations together: more than a person looks through, and as many as a page opens quickly. */
const MOST_PAIRS = 20_000;

const generationSchema = z.record(z.string(), z.int());

interface IterationSource {
  run: string;
  shardSize: number;
  models: readonly ModelReport[];
  /** Undefined where it is none of this version. */
  recipe: Recipe | undefined;
}

interface Attempt {
  iteration: number;
  attempt: number;
  rejectedBecause: string | null;
}

export interface CollectedIterations {
  iterations: IterationReport[];
  pairs: BrowsedPair[];
}

/** Every attempt at every iteration whose prompts are there, as far as it got. */
export async function collectIterations(store: ArtifactStore, source: IterationSource): Promise<CollectedIterations> {
  const attempts = await attemptsOf(store, source.run);
  const mostPairs = Math.floor(MOST_PAIRS / Math.max(1, attempts.length));
  const collected: CollectedIterations = { iterations: [], pairs: [] };
  for (const attempt of attempts) {
    const { report, pairs } = await collectIteration(store, source, attempt, mostPairs);
    const { judgements } = report;
    const before = collected.iterations.findLast((earlier) => earlier.rejectedBecause === null)?.judgements;
    collected.iterations.push({
      ...report,
      judgements: judgements && { ...judgements, alarms: scoreAlarms(judgements.health, before?.health) },
    });
    collected.pairs.push(...pairs);
  }
  return collected;
}

async function attemptsOf(store: ArtifactStore, run: string): Promise<Attempt[]> {
  const attempts: Attempt[] = [];
  for (let iteration = 1; ; iteration += 1) {
    const before = attempts.length;
    for (let attempt = 1; ; attempt += 1) {
      const rejection = await findRejection(store, run, iteration, attempt);
      const isThere = (await store.find(iterationLayout(run, iteration, attempt).prompts)) !== undefined;
      if (isThere) attempts.push({ iteration, attempt, rejectedBecause: rejection?.reason ?? null });
      if (!rejection) break;
    }
    if (attempts.length === before) return attempts;
  }
}

type Uncompared = Omit<IterationReport, 'judgements'> & {
  judgements: Omit<NonNullable<IterationReport['judgements']>, 'alarms'> | null;
};

async function collectIteration(
  store: ArtifactStore,
  { run, shardSize, models, recipe }: IterationSource,
  { iteration, attempt, rejectedBecause }: Attempt,
  mostPairs: number,
): Promise<{ report: Uncompared; pairs: BrowsedPair[] }> {
  const layout = iterationLayout(run, iteration, attempt);
  const artifact = await store.find(layout.prompts);
  const prompts = artifact ? await store.readRows(artifact, promptRecordSchema) : [];
  const generated = prompts.filter((prompt) => prompt.source === 'generated').length;
  const selected = await collectPairs(store, layout, mostPairs);
  const shown = [...(selected?.samples ?? []), ...(selected?.browsed ?? [])];
  const wantedResponses = new Set(shown.flatMap(({ chosenId, rejectedId }) => [chosenId, rejectedId]));
  const sampling = recipe && recipeAt(recipe, iteration).responses;
  const labelled = await collectLabelling(store, layout, prompts, { shardSize, wantedResponses, sampling });
  const wantedIds = new Set(shown.flatMap(({ judgementIds }) => judgementIds));
  const [feedback, metaVerdicts] = [new Map<string, FeedbackRecord>(), new Map<string, FeedbackRecord[]>()];
  const critics = await collectCritics(store, layout, (record) => {
    if (wantedIds.has(record.id)) feedback.set(record.id, record);
    if (record.kind !== 'meta-verdict' || !wantedResponses.has(record.responseId)) return;
    metaVerdicts.set(record.responseId, [...(metaVerdicts.get(record.responseId) ?? []), record]);
  });
  const said: SaidOfPairs = { judgements: labelled.wanted, feedback, metaVerdicts };
  const manifest = await storedJson(store, layout.manifest, guardedSchema);
  const guarded = await storedJson(store, layout.selection, guardedSchema);
  const makes = modelName(iteration + 1, attempt);
  const training = models.find(({ name }) => name === makes)?.training;
  const report: Uncompared = {
    iteration,
    attempt,
    policy:
      models.findLast((model) => !model.replaced && model.name.split('.')[0] === `M${iteration}`)?.name ??
      `M${iteration}`,
    makes,
    finished: manifest !== undefined,
    rejectedBecause,
    prompts: {
      seed: prompts.length - generated,
      generated,
      generation: (await storedJson(store, layout.promptCounts, generationSchema)) ?? {},
      diversity: (await storedJson(store, layout.promptDiversity, promptDiversitySchema)) ?? null,
    },
    responses: labelled.responses,
    judgements: labelled.judgements,
    critics,
    compared: recipe ? await collectCompared(store, recipe, { iteration, attempt }, prompts) : null,
    scoreByLength: labelled.scoreByLength,
    setAside: labelled.setAside,
    pairs: selected ? { ...selected.summary, samples: selected.samples.map((pair) => toSample(pair, said)) } : null,
    consistency: recipe
      ? await collectConsistency(store, layout, recipeAt(recipe, iteration).selection, training)
      : null,
    safety: guarded?.safety ?? null,
    rubric: (await storedJson(store, layout.rubric, rubricDecisionSchema)) ?? null,
    gate: manifest?.gate ?? null,
  };
  const place = anchorOf({ iteration, attempt });
  return { report, pairs: (selected?.browsed ?? []).map((pair) => toBrowsed(pair, place, said)) };
}
