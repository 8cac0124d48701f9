import { feedbackRecordSchema, type FeedbackRecord } from '../../core/feedback-records';
import { judgementRecordSchema, responseRecordSchema, type PromptRecord } from '../../core/records';
import { addRecords } from '../../core/selection/add-records';
import { scoresOf } from '../../core/selection/rules/scores-of';
import { bestOfNCurve } from '../../core/statistics/best-of-n-curve';
import { recipeAt, type Recipe } from '../../recipes/recipe';
import { settingsOfSelection } from '../../recipes/selection-settings';
import type { ArtifactStore } from '../../store/artifact-store';
import { criticOf, iterationLayout, shardName } from '../../store/run-layout';
import type { IterationReport } from '../data/iteration-data';
import { createMean } from './mean';
import { scoreBins } from './score-bins';

/** The scores by which the selection of an iteration compares responses, one shard in memory at a time; null without any. */
export async function collectCompared(
  store: ArtifactStore,
  recipe: Recipe,
  { iteration, attempt }: { iteration: number; attempt: number },
  prompts: readonly PromptRecord[],
): Promise<IterationReport['compared']> {
  const inIteration = recipeAt(recipe, iteration);
  const { selection } = inIteration;
  if (!('critic' in selection) || selection.critic === undefined) return null;
  const { critic } = selection;
  const { shardSize } = inIteration.labelling;
  const settings = settingsOfSelection(inIteration, { iteration, attempt, models: undefined });
  const layout = iterationLayout(recipe.run, iteration, attempt);
  const mean = createMean();
  const scores: { promptId: string; score: number }[] = [];
  let responses = 0;
  const compared = {
    add(records: Parameters<typeof scoresOf>[0]) {
      responses += records.responses.length;
      for (const { promptId, score } of scoresOf(records, critic, settings)) {
        mean.add(score);
        scores.push({ promptId, score });
      }
    },
    finish: () => ({ pairs: [], imitated: [], discarded: {}, figures: {} }),
  };
  const files = await store.list(layout.root);
  for (let from = 0, shard = 0; from < prompts.length; from += shardSize, shard += 1) {
    const said = files.filter(
      (path) => criticOf(layout, path) !== undefined && path.endsWith(`/${shardName(shard)}.jsonl`),
    );
    const feedback: FeedbackRecord[] = [];
    for (const path of said) feedback.push(...(await rows(store, path, feedbackRecordSchema)));
    addRecords(compared, prompts.slice(from, from + shardSize), {
      responses: await rows(store, layout.responses(shard), responseRecordSchema),
      judgements: await rows(store, layout.feedback(shard), judgementRecordSchema),
      feedback,
    });
  }
  if (scores.length === 0) return null;
  return {
    critic,
    unscored: responses - scores.length,
    mean: mean.value(),
    bins: scoreBins(scores.map(({ score }) => score)),
    bestOfN: bestOfNCurve(scores).flatMap(({ n, score, prompts: of }) =>
      score === null ? [] : [{ n, score, prompts: of }],
    ),
  };
}

async function rows<Schema extends Parameters<ArtifactStore['readRows']>[1]>(
  store: ArtifactStore,
  path: string,
  schema: Schema,
) {
  const artifact = await store.find(path);
  return artifact ? store.readRows(artifact, schema) : [];
}
