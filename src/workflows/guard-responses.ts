import { guardsOf } from '../recipes/selection-settings';
import { beating, bookkeeping, labelling } from './activity-proxies';
import { judgeOf } from './critics';
import { noteSetAside } from './iteration-counts';
import { rangeOf, shardInput, type LabelledShard, type Labelling } from './each-shard';
import { serve } from './make-model';
import { pausable } from './pausable';
import { selectionOf } from './select-examples';
import { slidingWindow } from './sliding-window';

/**
 * Critiques of what would be learned from, where the recipe has guard rails: pairs are proposed, their sides criticised
 * shard by shard, and the selection after it keeps to what was said.
 */
export async function guardResponses(work: Labelling, shards: readonly LabelledShard[]): Promise<void> {
  const { opening, prompts, context } = work;
  const { recipe, progress, pauseSwitch } = context;
  const { safety, judgements, responses: answering } = recipe;
  const guards = guardsOf(recipe);
  if (!safety || !guards) return;
  const proposed = await bookkeeping.proposePairs(selectionOf(opening, recipe, prompts, shards));
  // Critics may have had other models served since the policy answered.
  const judge = judgeOf(recipe, await serve(context, opening.models.policy));
  progress.enter('labelling', 'safety');
  progress.status.progress = { done: 0, total: shards.length, unit: 'shards' };
  await slidingWindow(
    shards,
    () => work.settings().concurrentShards,
    async ({ shard, responses, criticFeedback }) => {
      const summary = `safety, ${rangeOf(shard)}`;
      const said = await pausable(pauseSwitch, () =>
        labelling.critiqueResponses.executeWithOptions(beating(recipe, summary), [
          {
            ...shardInput(work, shard),
            judge,
            responses: responses.artifact,
            proposed,
            ...guards,
            critiques: safety.critiques,
            sampling: judgements.sampling,
            revising: answering.sampling,
          },
        ]),
      );
      criticFeedback.push(said.artifact);
      noteSetAside(progress, 'responses', said.quarantine);
      if (progress.status.progress) progress.status.progress.done += 1;
      progress.show();
    },
  );
}
