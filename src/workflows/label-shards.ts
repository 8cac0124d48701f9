import type { Taught } from '../activities/teacher';
import type { Artifact } from '../core/records';
import type { Shard } from '../core/shards';
import { externalModel, type ServedModel } from '../serving/served-model';
import { beating, labelling } from './activity-proxies';
import { askCritics, criticsOf, judgeOf, rubricOf } from './critics';
import { eachShard, rangeOf, shardInput, type LabelledShard, type Labelling } from './each-shard';
import { addShard, noteSetAside } from './iteration-counts';
import { pausable } from './pausable';

/** Responses of each shard, and then feedback. `rubric` is the decision by which is judged, where the judge prompt evolves. */
export async function labelShards(
  work: Labelling,
  policy: ServedModel,
  rubric: Artifact | undefined,
): Promise<LabelledShard[]> {
  const { opening, context } = work;
  const { recipe, progress, pauseSwitch } = context;
  const { responses, judgements } = recipe;
  const { judge } = criticsOf(recipe);
  return eachShard(work, async (shard) => {
    const common = () => shardInput(work, shard);
    const range = rangeOf(shard);
    const taught = await teach(work, shard);
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
  });
}

/** The responses of a teacher to the prompts of a shard, where the recipe has one: asked for, or of its file. */
async function teach(work: Labelling, shard: Shard): Promise<{ taught?: Taught }> {
  const { recipe, progress, pauseSwitch } = work.context;
  const { teacher } = work.opening.seedFiles;
  if (teacher) return { taught: { kind: 'given', file: teacher } };
  const endpoint = recipe.roles.teacher;
  if (!endpoint) return {};
  const asked = await pausable(pauseSwitch, () =>
    labelling.askTeacher.executeWithOptions(beating(recipe, `teacher, ${rangeOf(shard)}`), [
      { ...shardInput(work, shard), teacher: externalModel(endpoint), sampling: recipe.responses.sampling },
    ]),
  );
  noteSetAside(progress, 'prompts', asked.quarantine);
  return { taught: { kind: 'asked', responses: asked.artifact } };
}
