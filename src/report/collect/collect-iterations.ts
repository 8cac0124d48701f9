import { z } from 'zod';
import { gateRecordSchema } from '../../core/gate/gate-record';
import { rubricDecisionSchema } from '../../core/guard-rails/rubric-trial';
import { safetyCountsSchema } from '../../core/guard-rails/safety-counts';
import { modelName } from '../../core/model-name';
import { promptRecordSchema } from '../../core/records';
import type { ArtifactStore } from '../../store/artifact-store';
import { attemptUnderWay } from '../../store/rejections';
import { iterationLayout } from '../../store/run-layout';
import type { IterationReport, ModelReport } from '../report-data';
import { collectFeedback, collectResponses } from './collect-labelling';
import { collectPairs, toSample } from './collect-pairs';
import { storedJson } from './stored-json';

/** What guards a run; of a run of an earlier version nothing is there. */
const guardedSchema = z.looseObject({
  safety: safetyCountsSchema.optional().catch(undefined),
  gate: gateRecordSchema.optional().catch(undefined),
});
const generationSchema = z.record(z.string(), z.int());

interface IterationSource {
  run: string;
  shardSize: number;
  models: readonly ModelReport[];
}

/** Every attempt at every iteration whose prompts are there, as far as it got. */
export async function collectIterations(store: ArtifactStore, source: IterationSource): Promise<IterationReport[]> {
  const found: IterationReport[] = [];
  for (let iteration = 1; ; iteration += 1) {
    const attempts: IterationReport[] = [];
    const { attempt: last } = await attemptUnderWay(store, source.run, iteration);
    for (let attempt = 1; attempt <= last; attempt += 1) {
      const report = await collectIteration(store, source, { iteration, attempt });
      if (report) attempts.push({ ...report, replaced: attempt < last });
    }
    if (attempts.length === 0) return found;
    found.push(...attempts);
  }
}

async function collectIteration(
  store: ArtifactStore,
  { run, shardSize, models }: IterationSource,
  { iteration, attempt }: { iteration: number; attempt: number },
): Promise<IterationReport | undefined> {
  const layout = iterationLayout(run, iteration, attempt);
  const artifact = await store.find(layout.prompts);
  if (!artifact) return undefined;
  const prompts = await store.readRows(artifact, promptRecordSchema);
  const generated = prompts.filter((prompt) => prompt.source === 'generated').length;
  const shards = Math.ceil(prompts.length / shardSize);
  const pairs = await collectPairs(store, layout);
  const wantedIds = new Set(pairs?.chosen.flatMap((pair) => pair.judgementIds));
  const manifest = await storedJson(store, layout.manifest, guardedSchema);
  const selection = await storedJson(store, layout.selection, guardedSchema);
  const feedback = await collectFeedback(store, layout, shards, wantedIds);
  return {
    iteration,
    attempt,
    policy:
      models.findLast((model) => !model.replaced && model.name.split('.')[0] === `M${iteration}`)?.name ??
      `M${iteration}`,
    makes: modelName(iteration + 1, attempt),
    finished: manifest !== undefined,
    replaced: false,
    prompts: {
      seed: prompts.length - generated,
      generated,
      generation: (await storedJson(store, layout.promptCounts, generationSchema)) ?? {},
    },
    responses: await collectResponses(store, layout, shards),
    judgements: feedback.summary,
    pairs: pairs ? { ...pairs.summary, samples: pairs.chosen.map((pair) => toSample(pair, feedback.wanted)) } : null,
    safety: selection?.safety ?? null,
    rubric: (await storedJson(store, layout.rubric, rubricDecisionSchema)) ?? null,
    gate: manifest?.gate ?? null,
  };
}
