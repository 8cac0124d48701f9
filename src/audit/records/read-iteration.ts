import type { IterationManifest } from '../../core/manifest';
import {
  judgementRecordSchema,
  pairRecordSchema,
  promptRecordSchema,
  responseRecordSchema,
  type JudgementRecord,
  type PairRecord,
  type PromptRecord,
  type ResponseRecord,
} from '../../core/records';
import type { ArtifactStore } from '../../store/artifact-store';

/** The records that one shard's two files hold. */
export interface RecordedShard {
  responses: ResponseRecord[];
  judgements: JudgementRecord[];
  paths: { responses: string; feedback: string | undefined };
}

/** The records of an iteration, read by the digests of its manifest; shards one after the other. */
export interface IterationRecords {
  prompts: PromptRecord[];
  shards(): AsyncGenerator<RecordedShard>;
  earlierPairs: PairRecord[][];
  earlierPrompts: PromptRecord[][];
}

/** @throws CorruptArtifactError or MalformedArtifactError, also while shards are read. */
export async function readIteration(
  store: ArtifactStore,
  { inputs, outputs }: IterationManifest,
): Promise<IterationRecords> {
  const { earlier } = inputs;
  return {
    prompts: await store.readRows(outputs.prompts, promptRecordSchema),
    earlierPairs: await Promise.all(earlier.pairs.map((pairs) => store.readRows(pairs, pairRecordSchema))),
    earlierPrompts: await Promise.all(earlier.prompts.map((prompts) => store.readRows(prompts, promptRecordSchema))),
    async *shards() {
      for (const [index, responses] of outputs.responses.entries()) {
        const feedback = outputs.feedback[index];
        yield {
          responses: await store.readRows(responses, responseRecordSchema),
          judgements: feedback ? await store.readRows(feedback, judgementRecordSchema) : [],
          paths: { responses: responses.path, feedback: feedback?.path },
        };
      }
    },
  };
}
