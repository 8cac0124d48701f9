import { ApplicationFailure } from '@temporalio/workflow';
import type { OpenedIteration } from '../activities/opening';
import type { SelectedPairs, SelectPairsInput } from '../activities/pairs';
import type { TrainModelInput } from '../activities/training';
import type { Artifact } from '../core/records';
import type { Recipe } from '../recipes/recipe';
import { settingsOfSelection } from '../recipes/selection-settings';
import { bookkeeping } from './activity-proxies';
import { countsOf } from './iteration-counts';
import type { LabelledShard } from './each-shard';
import type { ModelContext } from './make-model';

/** Training examples by the rule of the recipe. @throws a non-retryable failure when there are none. */
export async function selectExamples(
  opening: OpenedIteration,
  { recipe, progress }: ModelContext,
  prompts: Artifact,
  shards: readonly LabelledShard[],
): Promise<SelectedPairs> {
  progress.enter('pairs');
  const selected = await bookkeeping.selectPairs(selectionOf(opening, recipe, prompts, shards));
  const counts = countsOf(progress);
  counts.pairs = selected.pairs.rows;
  counts.discarded = selected.discarded;
  if (selected.safety) counts.safety = selected.safety;
  progress.show();
  if ((selected.examples ?? selected.pairs.rows) > 0) return selected;
  throw ApplicationFailure.nonRetryable(
    `Iteration ${opening.iteration} made no pairs, so there is nothing to learn from. Discarded prompts: ${JSON.stringify(selected.discarded)}`,
    'NoPairs',
  );
}

/** What the selection rests on, by reference. */
export function selectionOf(
  { iteration, attempt, earlier, seedFiles, models, previousModel }: OpenedIteration,
  recipe: Recipe,
  prompts: Artifact,
  shards: readonly LabelledShard[],
): SelectPairsInput {
  return {
    ...settingsOfSelection(recipe, {
      iteration,
      attempt,
      models: {
        current: models.policy.digest,
        previous: previousModel?.digest ?? null,
        base: models.base.digest,
        anchor: models.anchor.digest,
      },
    }),
    run: recipe.run,
    prompts,
    responses: shards.map((shard) => shard.responses.artifact),
    feedback: shards.flatMap((shard) => shard.feedback?.artifact ?? []),
    criticFeedback: shards.map((shard) => shard.criticFeedback),
    earlier: earlier.pairs,
    ift: seedFiles.ift,
    given: seedFiles.pairs,
    ranked: seedFiles.ranked,
  };
}

/** What chooses the best checkpoint, where the recipe keeps anything back and there was enough to do so. */
export function validationOf(
  { recipe: { validation }, progress }: ModelContext,
  { validationRows }: SelectedPairs,
): Pick<TrainModelInput, 'validation'> {
  if (!validation || !validationRows) return {};
  if (validationRows.rows > 0) return { validation: { rows: validationRows, perEpoch: validation.perEpoch } };
  progress.status.notes.push('pairs of one prompt alone: none was kept back, and the last checkpoint is the model');
  return {};
}
