import type { IterationManifest } from '../../core/manifest';
import { cutSelfAnswer } from '../../core/prompts/cut-self-answer';
import { parseInstructions } from '../../core/prompts/parse-instructions';
import { iftRecordSchema, promptRecordSchema } from '../../core/records';
import type { ArtifactStore } from '../../store/artifact-store';
import { iterationLayout } from '../../store/run-layout';
import type { Findings } from '../findings';
import { callTexts } from './call-texts';
import type { IterationRecords } from './read-iteration';

type OfPrompts = Pick<IterationManifest, 'run' | 'iteration' | 'attempt'> & {
  inputs: Pick<IterationManifest['inputs'], 'seedFiles'>;
  outputs: Pick<IterationManifest['outputs'], 'prompts'>;
};

/** Every prompt is a seed prompt as it was imported, or was generated from examples that exist by a call that is recorded. */
export async function checkPrompts(
  store: ArtifactStore,
  { run, iteration, attempt, inputs, outputs }: OfPrompts,
  { prompts, earlierPrompts }: Pick<IterationRecords, 'prompts' | 'earlierPrompts'>,
  findings: Findings,
): Promise<void> {
  const seed = await store.readRows(inputs.seedFiles.prompts, promptRecordSchema);
  const ift = await store.readRows(inputs.seedFiles.ift, iftRecordSchema);
  const seedTexts = new Map(seed.map(({ id, text }) => [id, text]));
  const parents = new Set([...ift, ...seed, ...earlierPrompts.flat(), ...prompts].map(({ id }) => id));
  const seen = new Set(earlierPrompts.flat().map(({ id }) => id));
  const calls = await callTexts(store, iterationLayout(run, iteration, attempt).calls('prompts'));
  for (const [index, prompt] of prompts.entries()) {
    const place = `${outputs.prompts.path}:${index + 1}`;
    if (seen.has(prompt.id)) findings.differ(place, `prompt ${prompt.id} was used before`);
    seen.add(prompt.id);
    if (prompt.source === 'seed' && seedTexts.get(prompt.id) !== prompt.text)
      findings.differ(place, `prompt ${prompt.id} is not in ${inputs.seedFiles.prompts.path}`);
    if (prompt.source === 'generated' && calls) {
      const reply = calls.get(prompt.callKey ?? '');
      if (reply === undefined) findings.differ(place, `its call ${prompt.callKey ?? '(none)'} is not recorded`);
      else if (!parseInstructions(reply).map(cutSelfAnswer).includes(prompt.text))
        findings.differ(place, `is not in the reply of its call ${prompt.callKey ?? ''}`);
    }
    const unknown = prompt.parents.filter((parent) => !parents.has(parent));
    if (unknown.length > 0) findings.differ(place, `its parents ${unknown.join(', ')} do not exist`);
  }
  findings.prove('prompts', prompts.length);
}
