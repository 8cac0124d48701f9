import { iftRecordSchema, responseRecordSchema } from '../core/records';
import type { Artifact, PromptRecord, ResponseRecord } from '../core/records';
import { seedScope } from '../core/seed-scope';
import { deriveSeed } from '../core/seeds';
import { givenByTeacher, teacherResponseId } from '../core/teacher';
import type { Recipe } from '../recipes/recipe';
import type { ServedModel } from '../serving/served-model';
import type { ArtifactStore } from '../store/artifact-store';
import { iterationLayout, shardName } from '../store/run-layout';
import { answerShard } from './answer-shard';
import type { ActivityDependencies } from './dependencies';
import { answerPrompt } from './labelling/answer-prompt';
import type { FinishedShard } from './labelling/settle-shard';
import { promptsOfShard } from './prompts-of-shard';
import type { ShardInput } from './responses';

export interface AskTeacherInput extends ShardInput {
  teacher: ServedModel;
  sampling: Recipe['responses']['sampling'];
}

/** One response of the teacher to every prompt of a shard (2404.03715). Rows that were set aside are prompts. */
export async function askTeacher(deps: ActivityDependencies, input: AskTeacherInput): Promise<FinishedShard> {
  const { teacher, sampling, shard } = input;
  const layout = iterationLayout(input.run, input.iteration, input.attempt);
  return answerShard(deps, input, {
    served: teacher,
    prompts: await promptsOfShard(deps.store, input),
    stage: `teacher-${shardName(shard.index)}`,
    output: layout.teacher(shard.index),
    answer: async (runner, prompt) => {
      const records = await answerPrompt(runner, {
        policy: teacher,
        prompt,
        samples: 1,
        sampling,
        seed: deriveSeed({ ...seedScope(input), promptId: prompt.id, purpose: 'teacher' }),
        responseId: () => teacherResponseId(prompt.id),
      });
      return records.map((record): ResponseRecord => ({ ...record, origin: 'teacher' }));
    },
  });
}

/** Where the responses of a teacher are: in what it was asked for, or in the file that the recipe names. */
export type Taught = { kind: 'asked'; responses: Artifact } | { kind: 'given'; file: Artifact };

/** The teacher's response to each of these prompts that has one, by the id of the prompt. */
export async function taughtResponses(
  store: ArtifactStore,
  taught: Taught,
  prompts: readonly PromptRecord[],
): Promise<ReadonlyMap<string, ResponseRecord>> {
  if (taught.kind === 'asked') {
    const rows = await store.readRows(taught.responses, responseRecordSchema);
    return new Map(rows.map((response) => [response.promptId, response]));
  }
  const given = new Map((await store.readRows(taught.file, iftRecordSchema)).map((row) => [row.id, row.response]));
  return new Map(
    prompts.flatMap(({ id }) => {
      const text = given.get(id);
      return text === undefined ? [] : [[id, givenByTeacher({ promptId: id, text, file: taught.file.sha256 })]];
    }),
  );
}
