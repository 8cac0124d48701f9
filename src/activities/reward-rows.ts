import { eftGroupSchema, type Artifact } from '../core/records';
import { rankedRow } from '../core/training/method-rows';
import { runLayout } from '../store/run-layout';
import type { ActivityDependencies } from './dependencies';
import { rankedRepliesOf } from './opening';

/** The training rows of the reward model: the replies of the EFT seed as people ranked them, a prompt a row. */
export async function writeRewardRows(
  { store }: Pick<ActivityDependencies, 'store'>,
  { run }: { run: string },
): Promise<Artifact> {
  const groups = await store.readRows(await rankedRepliesOf(store, run), eftGroupSchema);
  return store.writeRows(runLayout(run).seed('RM.training.jsonl'), groups.map(rankedRow));
}
