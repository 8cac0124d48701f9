import type { OpenedIteration } from '../activities/opening';
import type { ModelReference } from '../core/records';
import type { Recipe } from '../recipes/recipe';
import { beating, labelling } from './activity-proxies';
import { criticsOf } from './critics';
import { rangeOf, shardInput, type LabelledShard, type Labelling } from './each-shard';
import { addCritic } from './iteration-counts';
import { serve } from './make-model';
import { pausable } from './pausable';
import { slidingWindow } from './sliding-window';

/**
 * Log-probabilities of all responses under M_t, the model before it and M_0 (2410.12735), asked of one model after the
 * other on the same engine: numbers of two engines could not be compared.
 */
export async function measureImplicitRewards(work: Labelling, shards: readonly LabelledShard[]): Promise<void> {
  const { opening, context } = work;
  const { recipe, progress, pauseSwitch } = context;
  const { implicit } = criticsOf(recipe);
  if (!implicit) return;
  for (const [role, model] of modelsToAsk(opening, recipe)) {
    const judge = await serve(context, model);
    progress.enter('labelling', `log-probabilities under ${model.name}`);
    await slidingWindow(
      shards,
      () => work.settings().concurrentShards,
      async (labelled) => {
        const { shard, responses, criticFeedback } = labelled;
        const name = `implicit-${role}`;
        const summary = `log-probabilities under ${model.name}, ${rangeOf(shard)}`;
        const said = await pausable(pauseSwitch, () =>
          labelling.collectFeedback.executeWithOptions(beating(recipe, summary), [
            {
              ...shardInput(work, shard),
              critic: implicit,
              name,
              judge,
              responses: responses.artifact,
              sampling: recipe.judgements.sampling,
              ift: opening.seedFiles.ift,
            },
          ]),
        );
        addCritic(progress, name, said);
        criticFeedback.push(said.artifact);
      },
    );
  }
}

/** Each model once, whatever roles it plays: M_1 may be M_0, and the model before M_1 is. */
function modelsToAsk(
  { models, previousModel }: OpenedIteration,
  { selection }: Recipe,
): [role: string, model: ModelReference][] {
  const roles: [string, ModelReference][] = [
    ['policy', models.policy],
    ...(previousModel ? [['previous', previousModel] satisfies [string, ModelReference]] : []),
    ['base', models.base],
    // Only where it is the reference of the rewards (2502.08922).
    ...(selection.kind === 'agreement' ? [['anchor', models.anchor] satisfies [string, ModelReference]] : []),
  ];
  return roles.filter(([, { digest }], index) => roles.findIndex(([, other]) => other.digest === digest) === index);
}
