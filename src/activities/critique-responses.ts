import { groupBy } from '../core/group-by';
import type { CritiqueRecord, SafeRevisionRecord } from '../core/guard-rails/guard-records';
import type { PromptKind } from '../core/guard-rails/safety';
import { pairRecordSchema, responseRecordSchema, type Artifact } from '../core/records';
import { seedScope } from '../core/seed-scope';
import { iterationLayout, shardName } from '../store/run-layout';
import { criticisePrompt, type SafetySettings } from './labelling/criticise-prompt';
import type { FinishedShard } from './labelling/settle-shard';
import { workOnShard, type LabellingDependencies } from './labelling/work-on-shard';
import type { ShardInput } from './responses';
import { promptsOfShard } from './prompts-of-shard';

/** Names the files of what is said. */
const NAME = 'safety';

export interface CritiqueResponsesInput extends ShardInput, Omit<SafetySettings, 'scope'> {
  responses: Artifact;
  /** The pairs that the selection would make. */
  proposed: Artifact;
  promptKind: PromptKind;
}

/**
 * Critiques of both sides of the proposed pairs of a shard, and of all responses to prompts that ask for harm; where all
 * of a prompt are unsafe, a revision of the one that would be chosen, with critiques of its own (methods sheet, 12).
 */
export async function critiqueResponses(
  deps: LabellingDependencies,
  input: CritiqueResponsesInput,
): Promise<FinishedShard> {
  const { run, iteration, attempt, shard, judge, calls, promptKind } = input;
  const layout = iterationLayout(run, iteration, attempt);
  const stage = `${NAME}-${shardName(shard.index)}`;
  const prompts = await promptsOfShard(deps.store, input);
  const pairs = groupBy(await deps.store.readRows(input.proposed, pairRecordSchema), ({ promptId }) => promptId);
  const sampled = promptKind === 'red-team' ? await deps.store.readRows(input.responses, responseRecordSchema) : [];
  const responses = groupBy(sampled, ({ promptId }) => promptId);
  return workOnShard<CritiqueRecord | SafeRevisionRecord>({
    ...deps,
    served: judge,
    settings: calls,
    output: layout.criticFeedback(NAME, shard.index),
    calls: layout.calls(stage),
    journal: layout.journal(stage),
    total: prompts.length,
    work: async (runner, advance) => {
      const rows = await Promise.all(
        prompts.map(async (prompt) => {
          const about = { prompt, proposed: pairs.get(prompt.id) ?? [], sampled: responses.get(prompt.id) ?? [] };
          const said = await criticisePrompt(runner, { ...input, scope: seedScope(input) }, about);
          advance();
          return said;
        }),
      );
      return rows.flat();
    },
  });
}
