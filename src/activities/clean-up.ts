import { runLayout } from '../store/run-layout';
import { removeTemporaryFiles } from '../store/temporary-files';
import type { ActivityDependencies } from './dependencies';

/** Removes what killed writers left of a run. Journals stay: a run that is started again goes on from them. */
export async function cleanUp(
  { store }: Pick<ActivityDependencies, 'store'>,
  { run }: { run: string },
): Promise<{ removed: number }> {
  return { removed: (await removeTemporaryFiles(store.root, runLayout(run).root)).length };
}
