import { canonicalJson } from '../../core/canonical-json';
import { biasRecordSchema, type BiasRecord } from '../../core/biases/bias-record';
import { judgeBiases } from '../../core/biases/judge-biases';
import { combineVerdicts } from '../../core/judging/combine-verdicts';
import type { JudgementRecord } from '../../core/records';
import { modelEvaluationSchema } from '../../core/statistics/model-evaluation';
import type { ArtifactStore } from '../../store/artifact-store';
import { runLayout } from '../../store/run-layout';
import type { Findings } from '../findings';
import { storedJson } from '../stored-json';

/** Measures the biases of a model again, where they were measured, from its recorded answers to the probes. */
export async function checkBiases(
  store: ArtifactStore,
  { run, name, digest }: { run: string; name: string; digest: string },
  judgements: readonly JudgementRecord[],
  findings: Findings,
): Promise<void> {
  const layout = runLayout(run);
  const path = layout.evaluation(name, 'metrics.json');
  const evaluation = await storedJson(store, path, modelEvaluationSchema);
  if (evaluation.kind !== 'read' || !evaluation.value.biases) return;
  const { biases } = evaluation.value;
  const read = async (file: 'biases.jsonl' | 'biases-outside.jsonl'): Promise<BiasRecord[]> => {
    const artifact = await store.find(layout.evaluation(name, file));
    const records = artifact ? await store.readRows(artifact, biasRecordSchema) : [];
    for (const [index, { forward, backward, winner, judge }] of records.entries()) {
      const place = `${artifact?.path ?? file}:${index + 1}`;
      if (winner !== combineVerdicts(forward, backward))
        findings.differ(place, `says ${winner}; its two orders, ${forward} and ${backward}, do not give that`);
      if ((judge === digest) !== (file === 'biases.jsonl')) findings.differ(place, `was judged by ${judge}`);
    }
    return records;
  };
  const previous = biases.previous === null ? undefined : await scoresOf(store, run, biases.previous);
  const measured = judgeBiases({
    own: await read('biases.jsonl'),
    outside: await read('biases-outside.jsonl'),
    judgements,
    previous,
  });
  if (canonicalJson({ ...measured }) === canonicalJson({ ...biases })) return;
  findings.differ(path, 'has biases that the recorded answers to the probes do not give');
}

async function scoresOf(store: ArtifactStore, run: string, model: string) {
  const path = runLayout(run).evaluation(model, 'metrics.json');
  const evaluation = await storedJson(store, path, modelEvaluationSchema);
  return { model, scores: evaluation.kind === 'read' ? evaluation.value.biases?.scores : undefined };
}
