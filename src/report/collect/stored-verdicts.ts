import { verdictRecordSchema, type VerdictRecord } from '../../core/records';
import type { ArtifactStore } from '../../store/artifact-store';
import { runLayout } from '../../store/run-layout';

/** What was said of the answers of two models, prompt by prompt; none where nothing is kept. */
export async function storedVerdicts(
  store: ArtifactStore,
  run: string,
  newer: string,
  older: string,
): Promise<VerdictRecord[]> {
  const artifact = await store.find(runLayout(run).evaluation(newer, `verdicts-against-${older}.jsonl`));
  return artifact ? store.readRows(artifact, verdictRecordSchema) : [];
}
