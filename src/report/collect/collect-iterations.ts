import { z } from 'zod';
import { promptRecordSchema } from '../../core/records';
import type { ArtifactStore } from '../../store/artifact-store';
import { iterationLayout } from '../../store/run-layout';
import type { IterationReport } from '../report-data';
import { collectFeedback, collectResponses } from './collect-labelling';
import { collectPairs, toSample } from './collect-pairs';
import { storedJson } from './stored-json';

const generationSchema = z.record(z.string(), z.int());

/** Every attempt at every iteration whose prompts are there, as far as it got. */
export async function collectIterations(store: ArtifactStore, run: string, shardSize: number): Promise<IterationReport[]> {
  const found: IterationReport[] = [];
  for (let iteration = 1; ; iteration += 1) {
    const before = found.length;
    for (let attempt = 1; ; attempt += 1) {
      const report = await collectIteration(store, run, { iteration, attempt, shardSize });
      if (!report) break;
      found.push(report);
    }
    if (found.length === before) return found;
  }
}

async function collectIteration(
  store: ArtifactStore,
  run: string,
  { iteration, attempt, shardSize }: { iteration: number; attempt: number; shardSize: number },
): Promise<IterationReport | undefined> {
  const layout = iterationLayout(run, iteration, attempt);
  const artifact = await store.find(layout.prompts);
  if (!artifact) return undefined;
  const prompts = await store.readRows(artifact, promptRecordSchema);
  const generated = prompts.filter((prompt) => prompt.source === 'generated').length;
  const shards = Math.ceil(prompts.length / shardSize);
  const pairs = await collectPairs(store, layout);
  const wantedIds = new Set(pairs?.chosen.flatMap((pair) => pair.judgementIds));
  const feedback = await collectFeedback(store, layout, shards, wantedIds);
  return {
    iteration,
    attempt,
    makes: attempt === 1 ? `M${iteration + 1}` : `M${iteration + 1}.${attempt}`,
    finished: (await store.find(layout.manifest)) !== undefined,
    prompts: {
      seed: prompts.length - generated,
      generated,
      generation: (await storedJson(store, layout.promptCounts, generationSchema)) ?? {},
    },
    responses: await collectResponses(store, layout, shards),
    judgements: feedback.summary,
    pairs: pairs ? { ...pairs.summary, samples: pairs.chosen.map((pair) => toSample(pair, feedback.wanted)) } : null,
  };
}
