import { z } from 'zod';
import { benchmarkMetricsSchema, type BenchmarkSummary } from '../../core/benchmarks/benchmark-result';
import { canonicalJson } from '../../core/canonical-json';
import { gateFigures } from '../../core/gate/gate-figures';
import type { IterationManifest } from '../../core/manifest';
import { headToHeadSchema } from '../../core/statistics/head-to-head';
import { modelEvaluationSchema } from '../../core/statistics/model-evaluation';
import { benchmarkName } from '../../recipes/benchmark-section';
import { gateRecordOf } from '../../recipes/gate-record-of';
import type { Recipe } from '../../recipes/recipe';
import type { ArtifactStore } from '../../store/artifact-store';
import { iterationLayout, runLayout } from '../../store/run-layout';
import type { Findings } from '../findings';
import { storedJson } from '../stored-json';

/** What only the objective measures; earlier trainers did not say. */
const trainingSchema = z.object({ metrics: z.object({ extra: z.record(z.string(), z.number()).default({}) }) });

/** Decides the gate of an iteration again, from the evaluations of its model and of its policy. `recipe` is the iteration's. */
export async function checkGate(
  store: ArtifactStore,
  { run, iteration, attempt, gate, inputs, outputs, files }: IterationManifest,
  recipe: Recipe,
  findings: Findings,
): Promise<void> {
  if (!gate) return;
  const layout = runLayout(run);
  const { policy } = inputs.models;
  const newer = outputs.model.name;
  const evaluationOf = async (name: string) => {
    const stored = await storedJson(store, layout.evaluation(name, 'metrics.json'), modelEvaluationSchema);
    return stored.kind === 'read' ? stored.value : undefined;
  };
  const comparison = await storedJson(
    store,
    layout.evaluation(newer, `head-to-head-against-${policy.name}.json`),
    headToHeadSchema.strip(),
  );
  const trained = await storedJson(store, layout.training(newer), trainingSchema);
  const { benchmarks = [] } = recipe.evaluation;
  // Others may have been made by hand since, also of a program that had failed.
  const benchmarkFiles = benchmarks
    .map((benchmark) => layout.evaluation(newer, `benchmarks/${benchmarkName(benchmark)}/metrics.json`))
    .filter((path) => files.some((file) => file.path === path));
  const figures = gateFigures({
    evaluation: await evaluationOf(newer),
    previous: await evaluationOf(policy.name),
    againstPrevious: comparison.kind === 'read' ? comparison.value : undefined,
    benchmarks: await benchmarksOf(store, benchmarkFiles),
    policy: policy.name,
    rewardRise: trained.kind === 'read' ? trained.value.metrics.extra['rewardRise'] : undefined,
  });
  if (canonicalJson({ ...gateRecordOf(recipe, figures) }) !== canonicalJson({ ...gate }))
    findings.differ(
      iterationLayout(run, iteration, attempt).manifest,
      `its gate says "${gate.decision.kind}" by figures that the evaluations of ${newer} and ${policy.name} do not give`,
    );
}

async function benchmarksOf(store: ArtifactStore, paths: readonly string[]): Promise<BenchmarkSummary[]> {
  const stored = await Promise.all(paths.map((path) => storedJson(store, path, benchmarkMetricsSchema)));
  return stored.flatMap((one) => (one.kind === 'read' ? [one.value.summary] : []));
}
