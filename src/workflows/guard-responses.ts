import type { OpenedIteration } from '../activities/opening';
import type { Artifact } from '../core/records';
import { guardsOf } from '../recipes/selection-settings';
import type { ServedModel } from '../serving/served-model';
import { beating, bookkeeping, callSettings, labelling } from './activity-proxies';
import { judgeOf } from './critics';
import { noteSetAside } from './iteration-counts';
import type { LabelledShard, Parallelism } from './each-shard';
import type { ModelContext } from './make-model';
import { pausable } from './pausable';
import { selectionOf } from './select-examples';
import { slidingWindow } from './sliding-window';

/**
 * Critiques of what would be learned from, where the recipe has guard rails: pairs are proposed, their sides criticised
 * shard by shard, and the selection after it keeps to what was said.
 */
export async function guardResponses(
  opening: OpenedIteration,
  policy: ServedModel | undefined,
  prompts: Artifact,
  shards: readonly LabelledShard[],
  { recipe, progress, pauseSwitch }: ModelContext,
  settings: () => Parallelism,
): Promise<void> {
  const { safety, run, seed, judgements, responses: answering } = recipe;
  const guards = guardsOf(recipe);
  if (!safety || !guards || !policy) return;
  progress.enter('labelling', 'safety');
  const proposed = await bookkeeping.proposePairs(selectionOf(opening, recipe, prompts, shards));
  progress.status.progress = { done: 0, total: shards.length, unit: 'shards' };
  await slidingWindow(
    shards,
    () => settings().concurrentShards,
    async ({ shard, responses, criticFeedback }) => {
      const summary = `safety, prompts ${shard.from + 1} to ${shard.to}`;
      const said = await pausable(pauseSwitch, () =>
        labelling.critiqueResponses.executeWithOptions(beating(recipe, summary), [
          {
            run,
            seed,
            iteration: opening.iteration,
            attempt: opening.attempt,
            shard,
            prompts,
            calls: callSettings(recipe, settings().callsInFlight),
            judge: judgeOf(recipe, policy),
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
