import {
  judgementRecordSchema,
  promptRecordSchema,
  responseRecordSchema,
  type Artifact,
  type JudgementRecord,
} from '../core/records';
import { criteriaOf } from './evolve-rubric';
import type { RubricName } from '../core/judging/judge-rubrics';
import { feedbackSummary, type FeedbackSummary } from '../core/statistics/feedback-summary';
import type { Recipe } from '../recipes/recipe';
import type { ServedModel } from '../serving/served-model';
import { promptsById } from './prompts-by-id';
import { iterationLayout, shardName } from '../store/run-layout';
import type { ActivityDependencies } from './dependencies';
import { judgeResponse } from './labelling/judge-response';
import type { FinishedShard } from './labelling/settle-shard';
import { workOnShard } from './labelling/work-on-shard';
import type { ShardInput } from './responses';
import { seedScope } from '../core/seed-scope';

export interface JudgeResponsesInput extends ShardInput {
  judge: ServedModel;
  responses: Artifact;
  judgements: Recipe['judgements'];
  /** Left out for the additive one. */
  rubric?: RubricName;
  /** The decision by whose criteria is judged instead, where the judge prompt evolves. */
  evolved?: Artifact;
}

/** Rows that were set aside are responses. */
export interface ShardFeedback extends FinishedShard {
  summary: FeedbackSummary;
}

/** K judgements of every response of a shard. */
export async function judgeResponses(deps: ActivityDependencies, input: JudgeResponsesInput): Promise<ShardFeedback> {
  const { shard, judge, calls } = input;
  const stage = `feedback-${shardName(shard.index)}`;
  const layout = iterationLayout(input.run, input.iteration, input.attempt);
  const prompts = await deps.store.readRows(input.prompts, promptRecordSchema);
  const promptOf = promptsById(prompts.slice(shard.from, shard.to));
  const responses = await deps.store.readRows(input.responses, responseRecordSchema);
  const rubric = input.evolved ? { criteria: await criteriaOf(deps.store, input.evolved) } : input.rubric;
  const finished = await workOnShard<JudgementRecord>({
    ...deps,
    served: judge,
    settings: calls,
    output: layout.feedback(shard.index),
    calls: layout.calls(stage),
    journal: layout.journal(stage),
    total: responses.length,
    work: async (runner, advance) => {
      const rows = await Promise.all(
        responses.map(async (response) => {
          const records = await judgeResponse(runner, {
            judge,
            prompt: promptOf(response.promptId),
            response,
            samples: input.judgements.perResponse,
            sampling: input.judgements.sampling,
            rubric,
            seed: { ...seedScope(input), purpose: 'judgement' },
          });
          advance(records.flatMap(({ outcome }) => (outcome.kind === 'scored' ? [outcome.score] : [])));
          return records;
        }),
      );
      return rows.flat();
    },
  });
  const rows = await deps.store.readRows(finished.artifact, judgementRecordSchema);
  return {
    ...finished,
    summary: feedbackSummary(
      responses.map((response) => response.id),
      rows,
    ),
  };
}
