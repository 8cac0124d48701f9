import type { IterationManifest } from '../../core/manifest';
import { cutSelfAnswer } from '../../core/prompts/cut-self-answer';
import { parseInstructions } from '../../core/prompts/parse-instructions';
import { givenPairSchema, iftRecordSchema, promptRecordSchema, type GivenPair } from '../../core/records';
import type { Recipe } from '../../recipes/recipe';
import type { ArtifactStore } from '../../store/artifact-store';
import { iterationLayout } from '../../store/run-layout';
import type { Findings } from '../findings';
import { callTexts } from './call-texts';
import type { IterationRecords } from './read-iteration';

type OfPrompts = Pick<IterationManifest, 'run' | 'iteration' | 'attempt'> & {
  inputs: Pick<IterationManifest['inputs'], 'seedFiles'>;
  outputs: Pick<IterationManifest['outputs'], 'prompts'>;
};

/**
 * Every prompt is one of the imported file that `source` names, or was generated from examples that exist by a call that
 * is recorded. Only prompts of a data set, whose answers are what counts, may come in several iterations.
 */
export async function checkPrompts(
  store: ArtifactStore,
  { run, iteration, attempt, inputs, outputs }: OfPrompts,
  { prompts, earlierPrompts }: Pick<IterationRecords, 'prompts' | 'earlierPrompts'>,
  findings: Findings,
  source: Recipe['prompts']['source'] = 'seed',
): Promise<void> {
  const { seedFiles } = inputs;
  const seed = await store.readRows(seedFiles.prompts, promptRecordSchema);
  const ift = await store.readRows(seedFiles.ift, iftRecordSchema);
  // Of a run on prompts that ask for harm these are the imported prompts.
  const files = { seed: seedFiles.prompts, 'red-team': seedFiles.prompts, ift: seedFiles.ift, pairs: seedFiles.pairs };
  const file = files[source];
  const given = {
    seed: () => seed,
    'red-team': () => seed,
    ift: () => ift.map(({ id, prompt }) => ({ id, text: prompt })),
    pairs: async () => (file ? await store.readRows(file, givenPairSchema) : []).map(asPrompt),
  };
  const givenTexts = new Map((await given[source]()).map(({ id, text }) => [id, text]));
  const parents = new Set([...ift, ...seed, ...earlierPrompts.flat(), ...prompts].map(({ id }) => id));
  const seen = new Set(earlierPrompts.flat().map(({ id }) => id));
  const calls = await callTexts(store, iterationLayout(run, iteration, attempt).calls('prompts'));
  for (const [index, prompt] of prompts.entries()) {
    const place = `${outputs.prompts.path}:${index + 1}`;
    if (source === 'seed' && seen.has(prompt.id)) findings.differ(place, `prompt ${prompt.id} was used before`);
    seen.add(prompt.id);
    if (prompt.source === 'seed' && givenTexts.get(prompt.id) !== prompt.text)
      findings.differ(place, `prompt ${prompt.id} is not in ${file?.path ?? 'any file of the seed data'}`);
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

function asPrompt({ id, prompt }: GivenPair): { id: string; text: string } {
  return { id, text: prompt };
}
