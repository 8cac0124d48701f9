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
  /** The responses of a teacher that were given in a file, by the id of the prompt. */
  taught: ReadonlyMap<string, string>;
  recipe: Pick<Recipe, 'responses'>;
}

/**
 * Every response has the text of the call that it names, and the name of a call is the digest of the very messages,
 * sampling, seed and model that the response says it came from. One without a call is given in the file of the teacher.
 */
export async function checkCalls(
  { responses, files }: Pick<RecordedShard, 'responses' | 'files'>,
  { store, layout, prompts, taught, recipe }: CallSources,
  findings: Findings,
): Promise<void> {
  const { path } = files.responses;
  const callsOf = (stage: string) => callTexts(store, layout.calls(`${stage}-${basename(path, '.jsonl')}`));
  const made = { policy: await callsOf('responses'), teacher: await callsOf('teacher') };
  for (const [line, response] of responses.entries()) {
    const { promptId, text, model: modelDigest, seed, callKey: key, origin = 'policy' } = response;
    const differ = (problem: string) => findings.differ(`${path}:${line + 1}`, problem);
    if (key === undefined || seed === undefined) {
      const isGiven = origin === 'teacher' && taught.get(promptId) === text;
      if (!isGiven) differ('names no call, and is not given in data.teacher');
      continue;
    }
    const calls = made[origin];
    if (!calls) continue;
    const recorded = calls.get(key);
    if (recorded === undefined) differ(`its call ${key} is not recorded`);
    else if (recorded !== text) differ(`its text is not the one of its call ${key}`);
    const messages = [{ role: 'user' as const, content: prompts.get(promptId)?.text ?? '' }];
    if (callKey({ modelDigest, messages, sampling: recipe.responses.sampling, seed }) !== key)
      differ(`its call ${key} is not one with its prompt, sampling, seed and model`);
  }
}
