import { ApplicationFailure } from '@temporalio/activity';
import { eftGroupSchema, type Artifact } from '../core/records';
import { rankedRow } from '../core/training/method-rows';
import { runLayout } from '../store/run-layout';
import type { ActivityDependencies } from './dependencies';
import { seedFileOf } from './opening';

/** The training rows of the reward model: the replies of the EFT seed as people ranked them, a prompt a row. */
export async function writeRewardRows(
  { store }: Pick<ActivityDependencies, 'store'>,
  { run }: { run: string },
): Promise<Artifact> {
  const eft = await seedFileOf(store, run, 'eft.jsonl');
  const groups = await store.readRows(eft, eftGroupSchema);
  if (groups.length === 0)
    throw ApplicationFailure.nonRetryable(
      `data.eft of run "${run}" has no ranked replies, and a reward model learns from nothing else`,
      'NoRankedReplies',
    );
  return store.writeRows(runLayout(run).seed('RM.training.jsonl'), groups.map(rankedRow));
}
