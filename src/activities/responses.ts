import { deriveSeed } from '../core/seeds';
import {
  promptRecordSchema,
  responseRecordSchema,
  type Artifact,
  type PromptRecord,
  type ResponseRecord,
} from '../core/records';
import type { Recipe } from '../recipes/recipe';
import type { ServedModel } from '../serving/served-model';
import { iterationLayout, shardName } from '../store/run-layout';
import type { ActivityDependencies } from './dependencies';
import type { CallRunner } from './labelling/call-runner';
import { textCall, textReplySchema } from './labelling/text-call';
import { workOnShard } from './labelling/work-on-shard';
import { seedScope } from './seed-scope';

export interface ShardInput {
  run: string;
  iteration: number;
  attempt: number;
  /** Prompts `from` (included) to `to` (not included) of the iteration. */
  shard: { index: number; from: number; to: number };
  prompts: Artifact;
  seed: number;
  callsInFlight: number;
}

export interface SampleResponsesInput extends ShardInput {
  policy: ServedModel;
  responses: Recipe['responses'];
}

export interface ShardResponses {
  artifact: Artifact;
  /** Prompts that the server will never take, so that they have no responses. */
  refused: number;
  truncated: number;
  meanTokens: number;
}

/** N responses of the policy to every prompt of a shard; one call a prompt, so that its samples share the prefill. */
export async function sampleResponses(
  deps: ActivityDependencies,
  input: SampleResponsesInput,
): Promise<ShardResponses> {
  const { policy, shard } = input;
  const layout = iterationLayout(input.run, input.iteration, input.attempt);
  const prompts = (await deps.store.readRows(input.prompts, promptRecordSchema)).slice(shard.from, shard.to);
  const artifact = await workOnShard<ResponseRecord>({
    ...deps,
    served: policy,
    callsInFlight: input.callsInFlight,
    output: layout.responses(shard.index),
    journal: layout.journal(`responses-${shardName(shard.index)}`),
    total: prompts.length,
    work: async (runner, advance) => {
      const rows = await Promise.all(
        prompts.map(async (prompt) => {
          const responses = await respond(runner, prompt, input);
          advance();
          return responses;
        }),
      );
      return rows.flat();
    },
  });
  return summarise(prompts.length, artifact, await deps.store.readRows(artifact, responseRecordSchema));
}

async function respond(
  runner: CallRunner,
  prompt: PromptRecord,
  input: SampleResponsesInput,
): Promise<ResponseRecord[]> {
  const { policy, responses } = input;
  const seed = deriveSeed({ ...seedScope(input), promptId: prompt.id, purpose: 'response' });
  const call = textCall({
    served: policy,
    messages: [{ role: 'user', content: prompt.text }],
    sampling: { ...responses.sampling, n: responses.perPrompt },
    seed,
    affinity: prompt.id,
  });
  const outcome = await runner.run(call, textReplySchema);
  if (outcome.kind === 'refused') return [];
  return outcome.reply.map((sample, index) => ({
    id: `${prompt.id}.r${index}`,
    promptId: prompt.id,
    ...sample,
    model: policy.digest,
    callKey: call.key,
    seed: seed + index,
  }));
}

function summarise(prompts: number, artifact: Artifact, rows: ResponseRecord[]): ShardResponses {
  const tokens = rows.reduce((sum, row) => sum + row.tokens, 0);
  return {
    artifact,
    refused: prompts - new Set(rows.map((row) => row.promptId)).size,
    truncated: rows.filter((row) => row.finishReason === 'length').length,
    meanTokens: rows.length === 0 ? 0 : tokens / rows.length,
  };
}
