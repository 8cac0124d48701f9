import { z } from 'zod';
import { canonicalJson } from '../../core/canonical-json';
import { eftGroupSchema, judgementRecordSchema, type EftGroup } from '../../core/records';
import { evaluateJudge } from '../../core/statistics/judge-evaluation';
import type { Recipe } from '../../recipes/recipe';
import type { ArtifactStore } from '../../store/artifact-store';
import { MalformedArtifactError } from '../../store/errors';
import { runLayout } from '../../store/run-layout';
import type { Findings } from '../findings';
import { storedJson } from '../stored-json';

const metricsSchema = z.looseObject({ judge: z.record(z.string(), z.json()) });

/** Measures every model as a judge again, from the recorded judgements of the held-out replies. */
export async function checkEvaluations(
  store: ArtifactStore,
  models: readonly { name: string; digest: string }[],
  recipe: Recipe,
  findings: Findings,
): Promise<void> {
  const layout = runLayout(recipe.run);
  const heldOut = await store.find(layout.seed('held-out.jsonl'));
  if (!heldOut) return;
  try {
    const groups = (await store.readRows(heldOut, eftGroupSchema)).slice(0, recipe.evaluation.heldOutGroups);
    for (const model of models) await checkEvaluation(store, recipe.run, model, groups, findings);
  } catch (error) {
    if (!(error instanceof MalformedArtifactError)) throw error;
    findings.differ(`${error.path}:${error.line}`, error.message);
  }
}

async function checkEvaluation(
  store: ArtifactStore,
  run: string,
  { name, digest }: { name: string; digest: string },
  groups: EftGroup[],
  findings: Findings,
): Promise<void> {
  const layout = runLayout(run);
  const path = layout.evaluation(name, 'metrics.json');
  const metrics = await storedJson(store, path, metricsSchema);
  const rows = await store.find(layout.evaluation(name, 'judgements.jsonl'));
  if (metrics.kind === 'missing' || !rows) return;
  if (metrics.kind === 'malformed') return findings.differ(path, `is no evaluation: ${metrics.problem}`);
  const judgements = await store.readRows(rows, judgementRecordSchema);
  const stranger = judgements.findIndex((judgement) => judgement.model !== digest);
  if (stranger >= 0) return findings.differ(`${rows.path}:${stranger + 1}`, `was not made by ${name}, ${digest}`);
  if (canonicalJson(metrics.value.judge) !== canonicalJson({ ...evaluateJudge(groups, judgements) }))
    return findings.differ(path, 'is not what the recorded judgements of the held-out replies give');
  findings.prove('evaluations', 1);
}
