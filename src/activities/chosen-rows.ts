import { ApplicationFailure } from '@temporalio/activity';
import { givenPairSchema, type Artifact } from '../core/records';
import { chosenRows } from '../core/training/chosen-rows';
import { runLayout } from '../store/run-layout';
import type { ActivityDependencies } from './dependencies';
import { seedFileOf } from './opening';

/** The training rows of the SFT baseline where there is no SFT set: the chosen responses of the preference pairs. */
export async function writeChosenRows(
  { store }: Pick<ActivityDependencies, 'store'>,
  { run }: { run: string },
): Promise<Artifact> {
  const layout = runLayout(run);
  const pairs = await seedFileOf(store, run, 'pairs.jsonl');
  const { rows, discarded } = chosenRows(await store.readRows(pairs, givenPairSchema));
  await store.writeJson(layout.seed('chosen-counts.json'), { rows: rows.length, ...discarded });
  if (rows.length > 0) return store.writeRows(layout.seed('sft.training.jsonl'), rows);
  throw ApplicationFailure.nonRetryable(
    `data.pairs of run "${run}" has no chosen response to train on: ${discarded.empty} of ${pairs.rows} are empty`,
    'NoChosenResponses',
  );
}
