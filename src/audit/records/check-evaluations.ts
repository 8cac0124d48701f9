import { z } from 'zod';
import { canonicalJson } from '../../core/canonical-json';
import { combineVerdicts } from '../../core/judging/combine-verdicts';
import { eftGroupSchema, judgementRecordSchema, verdictRecordSchema, type EftGroup } from '../../core/records';
import { headToHead, headToHeadSchema } from '../../core/statistics/head-to-head';
import { evaluateJudge } from '../../core/statistics/judge-evaluation';
import type { Recipe } from '../../recipes/recipe';
import type { ArtifactStore } from '../../store/artifact-store';
import { MalformedArtifactError } from '../../store/errors';
import { runLayout } from '../../store/run-layout';
import type { Findings } from '../findings';
import { checkBiases } from './check-biases';
import { storedJson } from '../stored-json';
import { checkBenchmarks } from './check-benchmarks';

const VERDICTS = /^verdicts-against-([^/]+)\.jsonl$/;
const metricsSchema = z.looseObject({ judge: z.record(z.string(), z.json()) });

/** Measures every model as a judge again, from the recorded judgements of the held-out replies, and counts its verdicts. */
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
    for (const model of models) {
      await checkEvaluation(store, recipe.run, model, groups, findings);
      await checkComparisons(store, recipe.run, model, findings);
      await checkBenchmarks(store, model, recipe, findings);
    }
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
  await checkBiases(store, { run, name, digest }, judgements, findings);
  findings.prove('evaluations', 1);
}

/** Counts the verdicts of every comparison of a model with an older one again. */
async function checkComparisons(
  store: ArtifactStore,
  run: string,
  { name, digest }: { name: string; digest: string },
  findings: Findings,
): Promise<void> {
  const folder = runLayout(run).evaluationFolder(name);
  for (const path of await store.list(folder)) {
    const older = VERDICTS.exec(path.slice(folder.length + 1))?.[1];
    const rows = older === undefined ? undefined : await store.find(path);
    if (older === undefined || !rows) continue;
    const verdicts = await store.readRows(rows, verdictRecordSchema);
    for (const [index, { firstModel, forward, backward, winner }] of verdicts.entries()) {
      const place = `${path}:${index + 1}`;
      if (firstModel !== digest) findings.differ(place, `compares ${firstModel}; ${name} is ${digest}`);
      if (winner !== combineVerdicts(forward, backward))
        findings.differ(place, `says ${winner}; its two orders, ${forward} and ${backward}, do not give that`);
    }
    const result = runLayout(run).evaluation(name, `head-to-head-against-${older}.json`);
    const stored = await storedJson(store, result, headToHeadSchema.strip());
    if (stored.kind === 'missing') continue; // an evaluation under way
    const counted = headToHead(verdicts.map(({ winner }) => winner));
    if (stored.kind === 'malformed') findings.differ(result, `is no comparison: ${stored.problem}`);
    else if (canonicalJson({ ...counted }) !== canonicalJson(stored.value))
      findings.differ(result, `is not what the verdicts of ${path} give`);
  }
}
