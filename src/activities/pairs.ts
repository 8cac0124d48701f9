import { judgementRecordSchema, pairRecordSchema, promptRecordSchema, responseRecordSchema } from '../core/records';
import type { Artifact } from '../core/records';
import {
  deriveTrainingData,
  type LabelledRecords,
  type SelectionSettings,
} from '../core/selection/derive-training-data';
import type { ArtifactStore } from '../store/artifact-store';
import { iterationLayout } from '../store/run-layout';
import type { ActivityDependencies } from './dependencies';

export interface SelectPairsInput extends SelectionSettings {
  run: string;
  prompts: Artifact;
  responses: Artifact[];
  feedback: Artifact[];
  /** The pairs of earlier iterations, oldest first. */
  earlier: Artifact[];
}

export interface SelectedPairs {
  pairs: Artifact;
  trainingRows: Artifact;
  discarded: Record<string, number>;
}

/** Turns feedback into preference pairs and these into training rows. The same records give the same bytes. */
export async function selectPairs({ store }: ActivityDependencies, input: SelectPairsInput): Promise<SelectedPairs> {
  const layout = iterationLayout(input.run, input.iteration, input.attempt);
  const derived = await deriveTrainingData(input, {
    prompts: await store.readRows(input.prompts, promptRecordSchema),
    shards: shardsOf(store, input),
    earlier: await Promise.all(input.earlier.map((artifact) => store.readRows(artifact, pairRecordSchema))),
  });
  const pairs = await store.writeRows(layout.pairs, derived.pairs);
  const trainingRows = await store.writeRows(layout.trainingRows, derived.rows);
  const summary = { discarded: derived.discarded, pool: derived.provenance };
  await store.writeJson(layout.selection, summary);
  return { pairs, trainingRows, discarded: derived.discarded };
}

async function* shardsOf(store: ArtifactStore, input: SelectPairsInput): AsyncGenerator<LabelledRecords> {
  for (const [index, responses] of input.responses.entries()) {
    const feedback = input.feedback[index];
    yield {
      responses: await store.readRows(responses, responseRecordSchema),
      judgements: feedback ? await store.readRows(feedback, judgementRecordSchema) : [],
    };
  }
}
