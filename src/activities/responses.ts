import { responseRecordSchema, type Artifact, type ResponseRecord } from '../core/records';
import type { Recipe } from '../recipes/recipe';
import type { ServedModel } from '../serving/served-model';
import { iterationLayout, shardName } from '../store/run-layout';
import { answerShard } from './answer-shard';
import type { ActivityDependencies } from './dependencies';
import { samplePrompt } from './labelling/sample-prompt';
import type { FinishedShard } from './labelling/settle-shard';
import type { CallSettings } from './labelling/work-on-shard';
import { promptsOfShard } from './prompts-of-shard';
import { seedScope } from '../core/seed-scope';
import { originOf } from '../core/selection/candidate-rules';
import { duplicatesOf } from '../core/selection/without-duplicates';
import { taughtResponses, type Taught } from './teacher';

export interface ShardInput {
  run: string;
  iteration: number;
  attempt: number;
  /** Prompts `from` (included) to `to` (not included) of the iteration. */
  shard: { index: number; from: number; to: number };
  prompts: Artifact;
  seed: number;
  calls: CallSettings;
}

export interface SampleResponsesInput extends ShardInput {
  policy: ServedModel;
  responses: Recipe['responses'];
  /** Whose response to each prompt joins those of the policy; left out where there is no teacher. */
  taught?: Taught;
}

/** Rows that were set aside are prompts; lengths are the policy's own. */
export interface ShardResponses extends FinishedShard {
  truncated: number;
  meanTokens: number;
  /** Prompts without a response of the teacher, where there is one. */
  untaught?: number;
  /** Responses that were left out because they read as another one of their prompt, where the recipe removes them. */
  duplicates?: number;
}

/** N responses of the policy to every prompt of a shard, and that of the teacher after them. */
export async function sampleResponses(
  deps: ActivityDependencies,
  input: SampleResponsesInput,
): Promise<ShardResponses> {
  const { policy, shard, responses, taught } = input;
  const layout = iterationLayout(input.run, input.iteration, input.attempt);
  const prompts = await promptsOfShard(deps.store, input);
  const byTeacher = taught && (await taughtResponses(deps.store, taught, prompts));
  const finished = await answerShard(deps, input, {
    served: policy,
    prompts,
    stage: `responses-${shardName(shard.index)}`,
    output: layout.responses(shard.index),
    answer: async (runner, prompt) => {
      const records = await samplePrompt(runner, { policy, prompt, responses, scope: seedScope(input) });
      return [...records, byTeacher?.get(prompt.id) ?? []].flat();
    },
  });
  const rows = await deps.store.readRows(finished.artifact, responseRecordSchema);
  return {
    ...finished,
    ...lengths(rows),
    ...(responses.removeDuplicates ? { duplicates: duplicatesOf(rows, responses.perPrompt) } : {}),
    ...(byTeacher ? { untaught: prompts.length - byTeacher.size } : {}),
  };
}

function lengths(all: ResponseRecord[]): { truncated: number; meanTokens: number } {
  const rows = all.filter((row) => originOf(row) === 'policy');
  const tokens = rows.reduce((sum, row) => sum + (row.tokens ?? 0), 0);
  return {
    truncated: rows.filter((row) => row.finishReason === 'length').length,
    meanTokens: rows.length === 0 ? 0 : tokens / rows.length,
  };
}
