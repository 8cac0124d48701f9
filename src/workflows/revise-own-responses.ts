import { ApplicationFailure } from '@temporalio/workflow';
import type { ImportedSeed } from '../activities/seed';
import type { Artifact } from '../core/records';
import { shardsOf } from '../core/shards';
import type { ServedModel } from '../serving/served-model';
import { beating, bookkeeping, callSettings, labelling } from './activity-proxies';
import { rangeOf } from './each-shard';
import type { ModelContext } from './make-model';
import { pausable } from './pausable';
import { slidingWindow } from './sliding-window';

/** What M_1 of Constitutional AI is trained on: M_0's revisions of its own responses, and its answers to ordinary prompts. */
export async function reviseOwnResponses(
  context: ModelContext,
  { redTeam, prompts }: ImportedSeed,
  model: ServedModel,
): Promise<Artifact> {
  const { recipe, progress } = context;
  if (!redTeam) throw ApplicationFailure.nonRetryable('data.redTeam names no file', 'NotReady');
  progress.enter('preparing', 'revisions');
  const revisions = await inShards(context, { step: 'reviseResponses', prompts: redTeam, model });
  const helpful =
    recipe.revisions.helpfulAnswers > 0 ? await inShards(context, { step: 'answerHelpfully', prompts, model }) : [];
  return bookkeeping.writeRevisionRows({ run: recipe.run, redTeam, revisions, prompts, helpful });
}

async function inShards(
  { recipe, pauseSwitch }: ModelContext,
  { step, prompts, model }: { step: 'reviseResponses' | 'answerHelpfully'; prompts: Artifact; model: ServedModel },
): Promise<Artifact[]> {
  const { run, seed, revisions: settings, labelling: parallel } = recipe;
  const what = step === 'reviseResponses' ? 'revisions' : 'own answers';
  return slidingWindow(
    shardsOf(prompts.rows, parallel.shardSize),
    () => parallel.concurrentShards,
    async (shard) => {
      const summary = `${what}, ${rangeOf(shard)}`;
      const finished = await pausable(pauseSwitch, () =>
        labelling[step].executeWithOptions(beating(recipe, summary), [
          { run, seed, model, prompts, shard, settings, calls: callSettings(recipe) },
        ]),
      );
      return finished.artifact;
    },
  );
}
