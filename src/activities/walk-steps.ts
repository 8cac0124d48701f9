import type { FeedbackRecord } from '../core/feedback-records';
import { type Artifact } from '../core/records';
import { seedScope } from '../core/seed-scope';
import type { Recipe } from '../recipes/recipe';
import type { ServedModel } from '../serving/served-model';
import { iterationLayout, shardName } from '../store/run-layout';
import { walkSolution } from './labelling/walk-solution';
import type { FinishedShard } from './labelling/settle-shard';
import { workOnShard, type LabellingDependencies } from './labelling/work-on-shard';
import type { ShardInput } from './responses';
import { promptsOfShard } from './prompts-of-shard';

export interface WalkStepsInput extends ShardInput {
  policy: ServedModel;
  process: Recipe['process'];
  /** How the policy is asked to compare steps. */
  judging: Recipe['judgements']['sampling'];
}

/** Rows that were set aside are prompts. */
export interface WalkedShard extends FinishedShard {
  /** No row: steps are not answers to a prompt, but what reads a shard finds its responses. */
  responses: Artifact;
}

/** Solutions to the prompts of a shard, each written and compared step by step (2503.03746). */
export async function walkSteps(deps: LabellingDependencies, input: WalkStepsInput): Promise<WalkedShard> {
  const { policy, shard, calls: settings, process, judging } = input;
  const layout = iterationLayout(input.run, input.iteration, input.attempt);
  const stage = `steps-${shardName(shard.index)}`;
  const prompts = await promptsOfShard(deps.store, input);
  const walked = await workOnShard<FeedbackRecord>({
    ...deps,
    served: policy,
    settings,
    output: layout.criticFeedback('steps', shard.index),
    calls: layout.calls(stage),
    journal: layout.journal(stage),
    total: prompts.length,
    work: async (runner, advance) => {
      const rows = await Promise.all(
        prompts.map(async (prompt) => {
          const records = await walkSolution(runner, { policy, prompt, process, judging, scope: seedScope(input) });
          advance();
          return records;
        }),
      );
      return rows.flat();
    },
  });
  return { ...walked, responses: await deps.store.writeRows(layout.responses(shard.index), []) };
}
