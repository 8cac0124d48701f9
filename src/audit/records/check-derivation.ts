import { canonicalJson } from '../../core/canonical-json';
import { jsonDocument, jsonLines } from '../../core/json-text';
import type { IterationManifest } from '../../core/manifest';
import { deriveTrainingData, selectionSummary, withoutGuards } from '../../core/selection/derive-training-data';
import type { OwnSelector } from '../../core/selection/rules/own-rule';
import type { Artifact } from '../../core/records';
import type { Recipe } from '../../recipes/recipe';
import { settingsOfSelection } from '../../recipes/selection-settings';
import type { ArtifactStore } from '../../store/artifact-store';
import { iterationLayout } from '../../store/run-layout';
import type { Findings } from '../findings';
import { otherWordings } from './other-wordings';
import type { IterationRecords } from './read-iteration';

/** Makes pairs, training rows and their summary again from what critics said and compares every byte. `recipe` is the iteration's. */
export async function checkDerivation(
  store: ArtifactStore,
  manifest: IterationManifest,
  recipe: Recipe,
  records: IterationRecords & { selector: OwnSelector | undefined },
  findings: Findings,
): Promise<void> {
  const { iteration, attempt, outputs, counts } = manifest;
  const { base, anchor, policy } = manifest.inputs.models;
  const models = {
    current: policy.digest,
    previous: manifest.inputs.previousModel?.digest ?? null,
    base: base.digest,
    anchor: anchor.digest,
  };
  const settings = settingsOfSelection(recipe, { iteration, attempt, models });
  const sources = () => ({
    prompts: records.prompts,
    shards: records.shards(),
    earlier: records.earlierPairs,
    ift: records.ift,
    given: records.given,
    ranked: records.ranked,
    selector: records.selector,
  });
  const derived = await deriveTrainingData(settings, sources());
  const proposed = await store.find(iterationLayout(manifest.run, iteration, attempt).proposedPairs);
  if (proposed) {
    const { pairs } = await deriveTrainingData(withoutGuards(settings), sources());
    await sameText(store, proposed, jsonLines(pairs), findings);
  }
  const summary = selectionSummary(derived);
  const made = [
    { what: 'pairs', recorded: outputs.pairs, text: jsonLines(derived.pairs) },
    { what: 'trainingRows', recorded: outputs.trainingRows, text: jsonLines(derived.rows) },
    { what: 'validationRows', recorded: outputs.validationRows, text: jsonLines(derived.validationRows ?? []) },
    { what: 'trainingRows', recorded: outputs.rewardRows, text: jsonLines(derived.rewardRows ?? []) },
  ] as const;
  const otherWording = otherWordings(manifest.promptVersions, recipe)('training');
  for (const { what, recorded, text } of made) {
    if (recorded && what !== 'pairs' && otherWording !== undefined)
      findings.cannotProve(recorded.path, `its rows ask by a wording that this version lacks: ${otherWording}`);
    else if (recorded && (await sameText(store, recorded, text, findings))) findings.prove(what, recorded.rows);
  }
  const selection = await store.find(iterationLayout(manifest.run, iteration, attempt).selection);
  if (selection) await sameText(store, selection, jsonDocument(summary), findings);
  if (canonicalJson(counts.safety ?? null) !== canonicalJson(derived.safety ?? null))
    findings.differ(
      iterationLayout(manifest.run, iteration, attempt).manifest,
      'counts what the guard rails did otherwise than the records give it',
    );
  if (counts.pairs !== derived.pairs.length)
    findings.differ(
      iterationLayout(manifest.run, iteration, attempt).manifest,
      `counts ${counts.pairs} pairs; the records give ${derived.pairs.length}`,
    );
}

/** Names the first line that is not what the records give. */
async function sameText(store: ArtifactStore, recorded: Artifact, made: string, findings: Findings): Promise<boolean> {
  const text = await store.readText(recorded);
  if (text === made) return true;
  const [stored, derived] = [text.split('\n'), made.split('\n')];
  const line = stored.findIndex((value, index) => value !== derived[index]);
  findings.differ(
    `${recorded.path}:${(line < 0 ? stored.length : line) + 1}`,
    'is not what the recorded feedback gives when it is selected from again',
  );
  return false;
}
