import type { PromptRecord, ResponseRecord } from '../core/records';
import type { ServedModel } from '../serving/served-model';
import { iterationLayout } from '../store/run-layout';
import type { ActivityDependencies } from './dependencies';
import type { CallRunner } from './labelling/call-runner';
import type { FinishedShard } from './labelling/settle-shard';
import { workOnShard } from './labelling/work-on-shard';
import type { ShardInput } from './responses';

/** Responses to the prompts of a shard, those of a prompt by `answer`. Rows that are set aside are prompts. */
export function answerShard(
  deps: ActivityDependencies,
  { run, iteration, attempt, calls }: Pick<ShardInput, 'run' | 'iteration' | 'attempt' | 'calls'>,
  to: {
    served: ServedModel;
    prompts: readonly PromptRecord[];
    /** Names the calls and the journals. */
    stage: string;
    output: string;
    answer: (runner: CallRunner, prompt: PromptRecord) => Promise<ResponseRecord[]>;
  },
): Promise<FinishedShard> {
  const layout = iterationLayout(run, iteration, attempt);
  return workOnShard<ResponseRecord>({
    ...deps,
    served: to.served,
    settings: calls,
    output: to.output,
    calls: layout.calls(to.stage),
    journal: layout.journal(to.stage),
    total: to.prompts.length,
    work: async (runner, advance) => {
      const rows = await Promise.all(
        to.prompts.map(async (prompt) => {
          const responses = await to.answer(runner, prompt);
          advance();
          return responses;
        }),
      );
      return rows.flat();
    },
  });
}
