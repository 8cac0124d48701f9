import { feedbackRecordSchema, type FeedbackRecord } from '../core/feedback-records';
import { iftRecordSchema, judgementRecordSchema, responseRecordSchema, type Artifact } from '../core/records';
import { seedScope } from '../core/seed-scope';
import { criticTally, type CriticTally } from '../core/statistics/critic-tally';
import { isAskedAbout, type Critic } from '../recipes/critic-sections';
import type { Recipe } from '../recipes/recipe';
import type { ServedModel } from '../serving/served-model';
import { iterationLayout, shardName } from '../store/run-layout';
import type { ActivityDependencies } from './dependencies';
import { askCritic, type AskingCritic } from './critics/ask-critic';
import { criticisedPrompts } from './critics/criticised-prompts';
import type { CriticisedPrompt } from './critics/critique';
import type { FinishedShard } from './labelling/settle-shard';
import { workOnShard } from './labelling/work-on-shard';
import type { ShardInput } from './responses';
import { promptsOfShard } from './prompts-of-shard';

export interface CollectFeedbackInput extends ShardInput {
  critic: AskingCritic;
  /** Names the files of what the critic says. */
  name: string;
  judge: ServedModel;
  responses: Artifact;
  /** What pointwise judges said before; left out where nobody was asked. */
  judgements?: Artifact;
  sampling: Recipe['judgements']['sampling'];
  ift: Artifact;
}

/** A file of what a critic says. */
export interface CriticSaid {
  artifact: Artifact;
  /** A worker of an earlier version does not say. */
  tally?: CriticTally;
}

/** What one critic says about the responses of a shard. Rows that were set aside are responses. */
export async function collectFeedback(
  deps: ActivityDependencies,
  input: CollectFeedbackInput,
): Promise<FinishedShard & CriticSaid> {
  const { shard, critic, judge, sampling, calls, name } = input;
  const stage = `${name}-${shardName(shard.index)}`;
  const layout = iterationLayout(input.run, input.iteration, input.attempt);
  const prompts = await readCriticised(deps, input);
  const settings = { critic, judge, sampling, scope: seedScope(input) };
  const finished = await workOnShard<FeedbackRecord>({
    ...deps,
    served: judge,
    settings: calls,
    output: layout.criticFeedback(name, shard.index),
    calls: layout.calls(stage),
    journal: layout.journal(stage),
    total: prompts.length,
    work: async (runner, advance) => {
      const rows = await Promise.all(
        prompts.map(async (about) => {
          const said = await askCritic(runner, settings, about);
          advance();
          return said;
        }),
      );
      return rows.flat();
    },
  });
  return tallied(deps, finished);
}

/** Counted from the file, which may have been there. */
export async function tallied<Said extends CriticSaid>(
  { store }: Pick<ActivityDependencies, 'store'>,
  said: Said,
): Promise<Said> {
  return { ...said, tally: criticTally(await store.readRows(said.artifact, feedbackRecordSchema)) };
}

/** The prompts of the shard that the critic is asked about, with what is recorded of each. */
export async function readCriticised(
  { store }: Pick<ActivityDependencies, 'store'>,
  input: Pick<CollectFeedbackInput, 'prompts' | 'shard' | 'responses' | 'judgements' | 'ift'> & { critic: Critic },
): Promise<CriticisedPrompt[]> {
  const { critic, judgements } = input;
  const prompts = await promptsOfShard(store, input);
  const asked = prompts.filter((prompt) => isAskedAbout(critic, prompt));
  return criticisedPrompts(asked, {
    responses: await store.readRows(input.responses, responseRecordSchema),
    judgements: judgements ? await store.readRows(judgements, judgementRecordSchema) : [],
    ift: await store.readRows(input.ift, iftRecordSchema),
  });
}
