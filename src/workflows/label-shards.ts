import type { ShardFeedback } from '../activities/feedback';
import type { OpenedIteration } from '../activities/opening';
import type { ShardInput, ShardResponses } from '../activities/responses';
import type { Taught } from '../activities/teacher';
import type { Artifact } from '../core/records';
import type { Recipe } from '../recipes/recipe';
import { externalModel, type ServedModel } from '../serving/served-model';
import { beating, callSettings, labelling } from './activity-proxies';
import { askCritics, criticsOf, judgeOf, rubricOf } from './critics';
import { addShard, noteSetAside } from './iteration-counts';
import type { ModelContext } from './make-model';
import { pausable } from './pausable';
import { shardsOf, type Shard } from '../core/shards';
import { slidingWindow } from './sliding-window';

/** How much is labelled at the same time, as it stands now. */
export type Parallelism = Pick<Recipe['labelling'], 'concurrentShards' | 'callsInFlight'>;

export interface LabelledShard {
  shard: Shard;
  responses: ShardResponses;
  /** Pointwise judgements; undefined where the method asks for none. */
  feedback: ShardFeedback | undefined;
  /** What the other critics say, in the order of the recipe. */
  criticFeedback: Artifact[];
}

/**
 * Responses and then feedback, shard by shard over a sliding window, so that the two overlap. `rubric` is the decision by
 * which is judged, where the judge prompt evolves.
 */
export async function labelShards(
  opening: OpenedIteration,
  policy: ServedModel,
  { prompts, rubric }: { prompts: Artifact; rubric: Artifact | undefined },
  context: ModelContext,
  settings: () => Parallelism,
): Promise<LabelledShard[]> {
  const { recipe, progress, pauseSwitch } = context;
  progress.enter('labelling');
  const { run, seed, responses, judgements } = recipe;
  const { judge } = criticsOf(recipe);
  const shards = shardsOf(prompts.rows, recipe.labelling.shardSize);
  progress.status.progress = { done: 0, total: shards.length, unit: 'shards' };

  return slidingWindow(
    shards,
    () => settings().concurrentShards,
    async (shard: Shard) => {
      const common = () => ({
        run,
        seed,
        shard,
        prompts,
        iteration: opening.iteration,
        attempt: opening.attempt,
        calls: callSettings(recipe, settings().callsInFlight),
      });
      const range = `prompts ${shard.from + 1} to ${shard.to}`;
      const taught = await teach(opening, { recipe, progress, pauseSwitch }, range, common);
      const sampled = await pausable(pauseSwitch, () =>
        labelling.sampleResponses.executeWithOptions(beating(recipe, `responses, ${range}`), [
          { ...common(), policy, responses, ...taught },
        ]),
      );
      const feedback = judge
        ? await pausable(pauseSwitch, () =>
            labelling.judgeResponses.executeWithOptions(beating(recipe, `judgements, ${range}`), [
              {
                ...common(),
                ...(rubric ? { evolved: rubric } : rubricOf(recipe)),
                judge: judgeOf(recipe, policy),
                responses: sampled.artifact,
                judgements,
              },
            ]),
          )
        : undefined;
      const criticFeedback = await askCritics(context, {
        policy,
        range,
        common,
        responses: sampled.artifact,
        judgements: feedback?.artifact,
        ift: opening.seedFiles.ift,
      });
      addShard(progress, recipe, sampled, feedback);
      return { shard, responses: sampled, feedback, criticFeedback };
    },
  );
}

/** The responses of a teacher to the prompts of a shard, where the recipe has one: asked for, or of its file. */
async function teach(
  { seedFiles }: OpenedIteration,
  { recipe, progress, pauseSwitch }: Pick<ModelContext, 'recipe' | 'progress' | 'pauseSwitch'>,
  range: string,
  common: () => ShardInput,
): Promise<{ taught?: Taught }> {
  const { teacher } = recipe.roles;
  if (seedFiles.teacher) return { taught: { kind: 'given', file: seedFiles.teacher } };
  if (!teacher) return {};
  const asked = await pausable(pauseSwitch, () =>
    labelling.askTeacher.executeWithOptions(beating(recipe, `teacher, ${range}`), [
      { ...common(), teacher: externalModel(teacher), sampling: recipe.responses.sampling },
    ]),
  );
  noteSetAside(progress, 'prompts', asked.quarantine);
  return { taught: { kind: 'asked', responses: asked.artifact } };
}
