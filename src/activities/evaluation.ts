import { z } from 'zod';
import {
  eftGroupSchema,
  judgementRecordSchema,
  responseRecordSchema,
  type Artifact,
  type JudgementRecord,
  type ResponseRecord,
} from '../core/records';
import { evaluateJudge, judgeEvaluationSchema, type JudgeEvaluation } from '../core/statistics/judge-evaluation';
import { meanLength } from '../core/text-length';
import type { Recipe } from '../recipes/recipe';
import type { ServedModel } from '../serving/served-model';
import { deriveSeed } from '../core/seeds';
import { runLayout } from '../store/run-layout';
import type { ActivityDependencies } from './dependencies';
import { judgeResponse } from './labelling/judge-response';
import { textCall, textReplySchema } from './labelling/text-call';
import { workOnShard } from './labelling/work-on-shard';
import { seedScope } from './seed-scope';

export interface EvaluateModelInput {
  run: string;
  /** The name of the model under evaluation. */
  model: string;
  served: ServedModel;
  heldOut: Artifact;
  seed: number;
  settings: Recipe['evaluation'];
  judgements: Recipe['judgements'];
  responses: Recipe['responses'];
  callsInFlight: number;
}

/** What a model is worth as a judge of replies that people ranked, and how long its own answers are. */
export const modelEvaluationSchema = z.strictObject({
  model: z.string(),
  judge: judgeEvaluationSchema,
  answers: z.strictObject({ count: z.int(), meanCharacters: z.number().nullable(), truncated: z.int() }),
});
export type ModelEvaluation = z.infer<typeof modelEvaluationSchema>;

/** Judges the held-out replies with the model and answers the held-out prompts by it. */
export async function evaluateModel(deps: ActivityDependencies, input: EvaluateModelInput): Promise<ModelEvaluation> {
  const layout = runLayout(input.run);
  const judge = await judgeHeldOut(deps, input);
  const answers = await deps.store.readRows(await answerHeldOut(deps, input), responseRecordSchema);
  const evaluation: ModelEvaluation = {
    model: input.model,
    judge,
    answers: {
      count: answers.length,
      meanCharacters: meanLength(answers.map((answer) => answer.text)),
      truncated: answers.filter((answer) => answer.finishReason === 'length').length,
    },
  };
  await deps.store.writeText(
    layout.evaluation(input.model, 'metrics.json'),
    `${JSON.stringify(evaluation, null, 2)}\n`,
  );
  return evaluation;
}

async function judgeHeldOut(deps: ActivityDependencies, input: EvaluateModelInput): Promise<JudgeEvaluation> {
  const layout = runLayout(input.run);
  const all = await deps.store.readRows(input.heldOut, eftGroupSchema);
  const groups = all.slice(0, input.settings.heldOutGroups);
  const replies = groups.flatMap((group) => group.replies.map((reply) => ({ group, reply })));
  const artifact = await workOnShard<JudgementRecord>({
    ...deps,
    served: input.served,
    callsInFlight: input.callsInFlight,
    output: layout.evaluation(input.model, 'judgements.jsonl'),
    journal: `${layout.evaluation(input.model, 'journals')}/judgements`,
    total: replies.length,
    work: async (runner, advance) => {
      const rows = await Promise.all(
        replies.map(async ({ group, reply }) => {
          const records = await judgeResponse(runner, {
            judge: input.served,
            prompt: { id: group.id, text: group.prompt },
            response: reply,
            samples: input.settings.judgementsPerReply,
            sampling: input.judgements.sampling,
            seed: { ...seedScope({ ...input, iteration: 0, attempt: 1 }), purpose: 'held-out' },
          });
          advance();
          return records;
        }),
      );
      return rows.flat();
    },
  });
  return evaluateJudge(groups, await deps.store.readRows(artifact, judgementRecordSchema));
}

/** One answer a held-out prompt, kept for the head-to-head with models that are served at other times. */
async function answerHeldOut(deps: ActivityDependencies, input: EvaluateModelInput): Promise<Artifact> {
  const layout = runLayout(input.run);
  const groups = (await deps.store.readRows(input.heldOut, eftGroupSchema)).slice(0, input.settings.headToHeadPrompts);
  return workOnShard<ResponseRecord>({
    ...deps,
    served: input.served,
    callsInFlight: input.callsInFlight,
    output: layout.evaluation(input.model, 'answers.jsonl'),
    journal: `${layout.evaluation(input.model, 'journals')}/answers`,
    total: groups.length,
    work: async (runner, advance) => {
      const rows = await Promise.all(
        groups.map(async (group) => {
          const seed = deriveSeed({
            ...seedScope({ ...input, iteration: 0, attempt: 1 }),
            promptId: group.id,
            purpose: 'held-out-answer',
          });
          const call = textCall({
            served: input.served,
            messages: [{ role: 'user', content: group.prompt }],
            sampling: { ...input.responses.sampling, maxTokens: input.settings.maxTokens, n: 1 },
            seed,
            affinity: group.id,
          });
          const outcome = await runner.run(call, textReplySchema);
          advance();
          if (outcome.kind === 'refused') return [];
          return outcome.reply.map((sample) => ({
            id: `${group.id}.${input.model}`,
            promptId: group.id,
            ...sample,
            model: input.served.digest,
            callKey: call.key,
            seed,
          }));
        }),
      );
      return rows.flat();
    },
  });
}
