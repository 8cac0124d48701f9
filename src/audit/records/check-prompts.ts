import type { IterationManifest } from '../../core/manifest';
import { iftRecordSchema, promptRecordSchema } from '../../core/records';
import type { ArtifactStore } from '../../store/artifact-store';
import type { Findings } from '../findings';
import type { IterationRecords } from './read-iteration';

/** Every prompt is a seed prompt as it was imported, or was generated from examples that exist. */
export async function checkPrompts(
  store: ArtifactStore,
  { inputs, outputs }: IterationManifest,
  { prompts, earlierPrompts }: IterationRecords,
  findings: Findings,
): Promise<void> {
  const seed = await store.readRows(inputs.seedFiles.prompts, promptRecordSchema);
  const ift = await store.readRows(inputs.seedFiles.ift, iftRecordSchema);
  const seedTexts = new Map(seed.map(({ id, text }) => [id, text]));
  const parents = new Set([...ift, ...seed, ...earlierPrompts.flat(), ...prompts].map(({ id }) => id));
  const seen = new Set(earlierPrompts.flat().map(({ id }) => id));
  for (const [index, prompt] of prompts.entries()) {
    const place = `${outputs.prompts.path}:${index + 1}`;
    if (seen.has(prompt.id)) findings.differ(place, `prompt ${prompt.id} was used before`);
    seen.add(prompt.id);
    if (prompt.source === 'seed' && seedTexts.get(prompt.id) !== prompt.text)
      findings.differ(place, `prompt ${prompt.id} is not in ${inputs.seedFiles.prompts.path}`);
    const unknown = prompt.parents.filter((parent) => !parents.has(parent));
    if (unknown.length > 0) findings.differ(place, `its parents ${unknown.join(', ')} do not exist`);
  }
  findings.prove('prompts', prompts.length);
}
