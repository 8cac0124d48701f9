import { feedbackRecordSchema, type FeedbackRecord } from '../core/feedback-records';
import { groupBy } from '../core/group-by';
import {
  iftRecordSchema,
  judgementRecordSchema,
  promptRecordSchema,
  responseRecordSchema,
  type Artifact,
} from '../core/records';
import { seedScope } from '../core/seed-scope';
import { criticTally, type CriticTally } from '../core/statistics/critic-tally';
import { isAskedAbout, type Critic } from '../recipes/critic-sections';
import type { Recipe } from '../recipes/recipe';
import type { ServedModel } from '../serving/served-model';
import { iterationLayout, shardName } from '../store/run-layout';
import type { ActivityDependencies } from './dependencies';
import type { CriticisedPrompt, CritiqueSettings } from './critics/critique';
import { measureLogProbabilities } from './critics/implicit';
import { scoreTogether } from './critics/listwise';
import { compareJudgements } from './critics/meta-judge';
import { comparePairwise } from './critics/pairwise';
import { askPanelJudge } from './critics/panel';
import { comparePreferences } from './critics/preference';
import { judgeSteps } from './critics/process';
import type { CallRunner } from './labelling/call-runner';
import { workOnShard, type FinishedShard } from './labelling/work-on-shard';
import type { ShardInput } from './responses';

/** Critics that ask a model, apart from the pointwise judge. */
export type AskingCritic = Extract<
  Critic,
  { kind: 'listwise' | 'pairwise' | 'preference' | 'meta-judge' | 'implicit' | 'process' | 'panel' }
>;

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
  const { shard, judge, calls, name } = input;
  const stage = `${name}-${shardName(shard.index)}`;
  const layout = iterationLayout(input.run, input.iteration, input.attempt);
  const prompts = await readCriticised(deps, input);
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
          const said = await ask(runner, input, about);
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

function ask(runner: CallRunner, input: CollectFeedbackInput, about: CriticisedPrompt): Promise<FeedbackRecord[]> {
  const { critic, judge, sampling } = input;
  const settings = { judge, sampling, scope: seedScope(input) } satisfies Partial<CritiqueSettings<Critic['kind']>>;
  switch (critic.kind) {
    case 'listwise':
      return scoreTogether(runner, { ...settings, critic }, about);
    case 'pairwise':
      return comparePairwise(runner, { ...settings, critic }, about);
    case 'preference':
      return comparePreferences(runner, { ...settings, critic }, about);
    case 'meta-judge':
      return compareJudgements(runner, { ...settings, critic }, about);
    case 'implicit':
      return measureLogProbabilities(runner, { ...settings, critic }, about);
    case 'process':
      return judgeSteps(runner, { ...settings, critic }, about);
    case 'panel':
      return askPanelJudge(runner, { ...settings, critic }, about);
  }
}

/** The prompts of the shard that the critic is asked about, with what is recorded of each. */
export async function readCriticised(
  { store }: Pick<ActivityDependencies, 'store'>,
  input: Pick<CollectFeedbackInput, 'prompts' | 'shard' | 'responses' | 'judgements' | 'ift'> & { critic: Critic },
): Promise<CriticisedPrompt[]> {
  const { shard, critic, judgements: said } = input;
  const ofShard = (await store.readRows(input.prompts, promptRecordSchema)).slice(shard.from, shard.to);
  const prompts = ofShard.filter((prompt) => isAskedAbout(critic, prompt));
  const responses = groupBy(await store.readRows(input.responses, responseRecordSchema), ({ promptId }) => promptId);
  const judgements = groupBy(said ? await store.readRows(said, judgementRecordSchema) : [], ({ promptId }) => promptId);
  const answers = new Map((await store.readRows(input.ift, iftRecordSchema)).map((row) => [row.id, row]));
  return prompts.map((prompt) => ({
    prompt,
    responses: responses.get(prompt.id) ?? [],
    judgements: judgements.get(prompt.id) ?? [],
    answer: answers.get(prompt.id),
  }));
}
