import {
  eftGroupSchema,
  judgementRecordSchema,
  responseRecordSchema,
  type Artifact,
  type EftGroup,
  type JudgementRecord,
  type ResponseRecord,
} from '../core/records';
import type { RubricName } from '../core/judging/judge-rubrics';
import { looksLikeRefusal } from '../core/guard-rails/refusal';
import { evaluateJudge, type JudgeEvaluation } from '../core/statistics/judge-evaluation';
import type { ModelEvaluation } from '../core/statistics/model-evaluation';
import { meanLength } from '../core/text-length';
import type { Recipe } from '../recipes/recipe';
import type { ServedModel } from '../serving/served-model';
import { deriveSeed } from '../core/seeds';
import { runLayout } from '../store/run-layout';
import type { ActivityDependencies } from './dependencies';
import { answerPrompt } from './labelling/answer-prompt';
import { measureBiases } from './measure-biases';
import { judgeResponse } from './labelling/judge-response';
import type { Quarantine } from './labelling/recorded-call';
import type { FinishedShard } from './labelling/settle-shard';
import { workOnShard, type CallSettings } from './labelling/work-on-shard';
import { seedScope } from '../core/seed-scope';

export interface EvaluateModelInput {
  run: string;
  /** The name of the model under evaluation. */
  model: string;
  served: ServedModel;
  heldOut: Artifact;
  seed: number;
  settings: Recipe['evaluation'];
  judgements: Recipe['judgements'];
  /** Left out for the additive one. */
  rubric?: RubricName;
  responses: Recipe['responses'];
  /** The model whose scores are compared with, where biases are measured. */
  previous?: string;
  calls: CallSettings;
}

/** Judges the held-out replies with the model and answers the held-out prompts by it. */
export async function evaluateModel(deps: ActivityDependencies, input: EvaluateModelInput): Promise<ModelEvaluation> {
  const layout = runLayout(input.run);
  const { judge, groups, judgements, quarantine } = await judgeHeldOut(deps, input);
  const answered = await answerHeldOut(deps, input);
  const answers = await deps.store.readRows(answered.artifact, responseRecordSchema);
  const { biases, setAside } = await measureBiases(deps, input, { groups, judgements, answers });
  const evaluation: ModelEvaluation = {
    model: input.model,
    judge,
    quarantined: quarantine.rows + answered.quarantine.rows + setAside,
    answers: {
      count: answers.length,
      meanCharacters: meanLength(answers.map((answer) => answer.text)),
      truncated: answers.filter((answer) => answer.finishReason === 'length').length,
      refusals: answers.filter((answer) => looksLikeRefusal(answer.text)).length,
    },
    ...(biases ? { biases } : {}),
  };
  await deps.store.writeJson(layout.evaluation(input.model, 'metrics.json'), evaluation);
  return evaluation;
}

async function judgeHeldOut(
  deps: ActivityDependencies,
  input: EvaluateModelInput,
): Promise<{
  judge: JudgeEvaluation;
  groups: EftGroup[];
  judgements: JudgementRecord[];
  quarantine: Quarantine;
}> {
  const layout = runLayout(input.run);
  const all = await deps.store.readRows(input.heldOut, eftGroupSchema);
  const groups = all.slice(0, input.settings.heldOutGroups);
  const replies = groups.flatMap((group) => group.replies.map((reply) => ({ group, reply })));
  const { artifact, quarantine } = await workOnShard<JudgementRecord>({
    ...deps,
    served: input.served,
    settings: input.calls,
    output: layout.evaluation(input.model, 'judgements.jsonl'),
    calls: layout.evaluation(input.model, 'calls/judgements.jsonl'),
    journal: layout.evaluation(input.model, 'journals/judgements'),
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
            rubric: input.rubric,
            seed: { ...seedScope({ ...input, iteration: 0, attempt: 1 }), purpose: 'held-out' },
          });
          advance();
          return records;
        }),
      );
      return rows.flat();
    },
  });
  const judgements = await deps.store.readRows(artifact, judgementRecordSchema);
  return { judge: evaluateJudge(groups, judgements), groups, judgements, quarantine };
}

/** One answer a held-out prompt, kept for the head-to-head with models that are served at other times. */
async function answerHeldOut(deps: ActivityDependencies, input: EvaluateModelInput): Promise<FinishedShard> {
  const layout = runLayout(input.run);
  const groups = (await deps.store.readRows(input.heldOut, eftGroupSchema)).slice(0, input.settings.headToHeadPrompts);
  return workOnShard<ResponseRecord>({
    ...deps,
    served: input.served,
    settings: input.calls,
    output: layout.evaluation(input.model, 'answers.jsonl'),
    calls: layout.evaluation(input.model, 'calls/answers.jsonl'),
    journal: layout.evaluation(input.model, 'journals/answers'),
    total: groups.length,
    work: async (runner, advance) => {
      const rows = await Promise.all(
        groups.map(async (group) => {
          const records = await answerPrompt(runner, {
            policy: input.served,
            prompt: { id: group.id, text: group.prompt },
            samples: 1,
            sampling: { ...input.responses.sampling, maxTokens: input.settings.maxTokens },
            seed: deriveSeed({
              ...seedScope({ ...input, iteration: 0, attempt: 1 }),
              promptId: group.id,
              purpose: 'held-out-answer',
            }),
            responseId: () => `${group.id}.${input.model}`,
          });
          advance();
          return records;
        }),
      );
      return rows.flat();
    },
  });
}
