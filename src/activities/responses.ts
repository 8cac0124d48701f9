import { promptRecordSchema, responseRecordSchema, type Artifact, type ResponseRecord } from '../core/records';
import { deriveSeed } from '../core/seeds';
import type { Recipe } from '../recipes/recipe';
import type { ServedModel } from '../serving/served-model';
import { iterationLayout, shardName } from '../store/run-layout';
import type { ActivityDependencies } from './dependencies';
import { answerPrompt } from './labelling/answer-prompt';
import type { FinishedShard } from './labelling/settle-shard';
import { workOnShard, type CallSettings } from './labelling/work-on-shard';
import { seedScope } from '../core/seed-scope';

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
}

/** Rows that were set aside are prompts. */
export interface ShardResponses extends FinishedShard {
  truncated: number;
  meanTokens: number;
}

/** N responses of the policy to every prompt of a shard. */
export async function sampleResponses(
  deps: ActivityDependencies,
  input: SampleResponsesInput,
): Promise<ShardResponses> {
  const { policy, shard, calls, responses } = input;
  const layout = iterationLayout(input.run, input.iteration, input.attempt);
  const stage = `responses-${shardName(shard.index)}`;
  const prompts = (await deps.store.readRows(input.prompts, promptRecordSchema)).slice(shard.from, shard.to);
  const finished = await workOnShard<ResponseRecord>({
    ...deps,
    served: policy,
    settings: calls,
    output: layout.responses(shard.index),
    calls: layout.calls(stage),
    journal: layout.journal(stage),
    total: prompts.length,
    work: async (runner, advance) => {
      const rows = await Promise.all(
        prompts.map(async (prompt) => {
          const records = await answerPrompt(runner, {
            policy,
            prompt,
            samples: responses.perPrompt,
            sampling: responses.sampling,
            seed: deriveSeed({ ...seedScope(input), promptId: prompt.id, purpose: 'response' }),
            responseId: (index) => `${prompt.id}.r${index}`,
          });
          advance();
          return records;
        }),
      );
      return rows.flat();
    },
  });
  return { ...finished, ...lengths(await deps.store.readRows(finished.artifact, responseRecordSchema)) };
}

function lengths(rows: ResponseRecord[]): { truncated: number; meanTokens: number } {
  const tokens = rows.reduce((sum, row) => sum + row.tokens, 0);
  return {
    truncated: rows.filter((row) => row.finishReason === 'length').length,
    meanTokens: rows.length === 0 ? 0 : tokens / rows.length,
  };
}
