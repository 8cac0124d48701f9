import { join } from 'node:path';
import { findPairs } from '../../../src/audit/explain/find-pair';
import { pairStory } from '../../../src/audit/explain/pair-story';
import { renderStory } from '../../../src/audit/explain/render-story';
import { selectAgain } from '../../../src/cli/select-again';
import { pairRecordSchema, type PairRecord } from '../../../src/core/records';
import type { TrainingData } from '../../../src/core/selection/derive-training-data';
import { iterationLayout, runLayout } from '../../../src/store/run-layout';
import type { RecordedRun } from './recorded-run';

export async function pairsOf({ sources: { store, run } }: RecordedRun): Promise<PairRecord[]> {
  const pairs = await store.find(iterationLayout(run, 1, 1).pairs);
  return pairs ? store.readRows(pairs, pairRecordSchema) : [];
}

/** What is told of a pair: of judgements, where there is one. */
export async function storyOf(recorded: RecordedRun): Promise<string> {
  const { store, run } = recorded.sources;
  const pairs = await pairsOf(recorded);
  const pair = pairs.find(({ messages }) => messages !== undefined) ?? pairs[0];
  const [found] = await findPairs(store, { id: pair?.id ?? '', run });
  if (!found) throw new Error(`${run} has no pair`);
  return renderStory(await pairStory(store, found));
}

/** What comes out of the files of the iteration alone. */
export async function selectedAgain({ sources: { store, run }, root }: RecordedRun): Promise<TrainingData> {
  const files = (await store.list(iterationLayout(run, 1, 1).root)).map((path) => join(root, path));
  return selectAgain({
    recipe: join(root, runLayout(run).recipe),
    responses: files.filter((path) => /\/responses\//.test(path)),
    feedback: files.filter((path) => /\/feedback(-[^/]+)?\//.test(path)),
  });
}
