import { basename } from 'node:path';
import { callKey } from '../../core/call-key';
import type { PromptRecord } from '../../core/records';
import type { Recipe } from '../../recipes/recipe';
import type { ArtifactStore } from '../../store/artifact-store';
import type { iterationLayout } from '../../store/run-layout';
import type { Findings } from '../findings';
import { callTexts } from './call-texts';
import type { RecordedShard } from './read-iteration';

export interface CallSources {
  store: ArtifactStore;
  layout: ReturnType<typeof iterationLayout>;
  prompts: ReadonlyMap<string, Pick<PromptRecord, 'text'>>;
  recipe: Pick<Recipe, 'responses'>;
}

/**
 * Every response has the text of the call that it names, and the name of a call is the digest of the very messages,
 * sampling, seed and model that the response says it came from.
 */
export async function checkCalls(
  { responses, files }: Pick<RecordedShard, 'responses' | 'files'>,
  { store, layout, prompts, recipe }: CallSources,
  findings: Findings,
): Promise<void> {
  const { path } = files.responses;
  const calls = await callTexts(store, layout.calls(`responses-${basename(path, '.jsonl')}`));
  if (!calls) return;
  for (const [line, { promptId, text, model: modelDigest, seed, callKey: key }] of responses.entries()) {
    const differ = (problem: string) => findings.differ(`${path}:${line + 1}`, problem);
    const recorded = calls.get(key);
    if (recorded === undefined) differ(`its call ${key} is not recorded`);
    else if (recorded !== text) differ(`its text is not the one of its call ${key}`);
    const messages = [{ role: 'user' as const, content: prompts.get(promptId)?.text ?? '' }];
    if (callKey({ modelDigest, messages, sampling: recipe.responses.sampling, seed }) !== key)
      differ(`its call ${key} is not one with its prompt, sampling, seed and model`);
  }
}
