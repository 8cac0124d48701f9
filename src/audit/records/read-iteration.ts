import type { IterationManifest } from '../../core/manifest';
import { feedbackRecordSchema, type FeedbackRecord } from '../../core/feedback-records';
import {
  eftGroupSchema,
  givenPairSchema,
  iftRecordSchema,
  judgementRecordSchema,
  pairRecordSchema,
  promptRecordSchema,
  responseRecordSchema,
  type Artifact,
  type EftGroup,
  type GivenPair,
  type IftRecord,
  type JudgementRecord,
  type PairRecord,
  type PromptRecord,
  type ResponseRecord,
} from '../../core/records';
import type { ArtifactStore } from '../../store/artifact-store';

/** One file of what a critic says. */
export interface CriticFile {
  artifact: Artifact;
  records: FeedbackRecord[];
}

/** The records that the files of one shard hold. */
export interface RecordedShard {
  responses: ResponseRecord[];
  judgements: JudgementRecord[];
  /** What other critics say, file by file and all together. */
  critics: CriticFile[];
  feedback: FeedbackRecord[];
  files: { responses: Artifact; judgements: Artifact | undefined };
}

/** The records of an iteration, read by the digests of its manifest; shards one after the other. */
export interface IterationRecords {
  prompts: PromptRecord[];
  shards(): AsyncGenerator<RecordedShard>;
  /** Seed answers, and a data set of preferences where the method has one. */
  ift: IftRecord[];
  given: GivenPair[];
  /** Ranked replies that a reward model learned from beside preferences. */
  ranked: EftGroup[];
  /** The responses of a teacher's file, by the id of the prompt. */
  taught: ReadonlyMap<string, string>;
  earlierPairs: PairRecord[][];
  earlierPrompts: PromptRecord[][];
}

/** @throws CorruptArtifactError or MalformedArtifactError, also while shards are read. */
export async function readIteration(
  store: ArtifactStore,
  { inputs, outputs }: IterationManifest,
): Promise<IterationRecords> {
  const { earlier, seedFiles } = inputs;
  return {
    prompts: await store.readRows(outputs.prompts, promptRecordSchema),
    ift: await store.readRows(seedFiles.ift, iftRecordSchema),
    given: seedFiles.pairs ? await store.readRows(seedFiles.pairs, givenPairSchema) : [],
    ranked: seedFiles.ranked ? await store.readRows(seedFiles.ranked, eftGroupSchema) : [],
    taught: new Map(
      seedFiles.teacher
        ? (await store.readRows(seedFiles.teacher, iftRecordSchema)).map(({ id, response }) => [id, response])
        : [],
    ),
    earlierPairs: await Promise.all(earlier.pairs.map((pairs) => store.readRows(pairs, pairRecordSchema))),
    earlierPrompts: await Promise.all(earlier.prompts.map((prompts) => store.readRows(prompts, promptRecordSchema))),
    async *shards() {
      for (const [index, responses] of outputs.responses.entries()) {
        const feedback = outputs.feedback[index];
        const critics = await Promise.all(
          (outputs.criticFeedback[index] ?? []).map(async (artifact) => ({
            artifact,
            records: await store.readRows(artifact, feedbackRecordSchema),
          })),
        );
        yield {
          responses: await store.readRows(responses, responseRecordSchema),
          judgements: feedback ? await store.readRows(feedback, judgementRecordSchema) : [],
          critics,
          feedback: critics.flatMap(({ records }) => records),
          files: { responses, judgements: feedback },
        };
      }
    },
  };
}
