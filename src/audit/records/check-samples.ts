import { basename } from 'node:path';
import type { CriticisedPrompt } from '../../activities/critics/critique';
import { samplePrompt } from '../../activities/labelling/sample-prompt';
import type { Recipe } from '../../recipes/recipe';
import type { ServedModel } from '../../serving/served-model';
import type { Findings } from '../findings';
import { callValues } from './call-texts';
import type { FeedbackSources } from './check-feedback';
import { checkRows } from './check-rows';
import type { RecordedShard } from './read-iteration';
import { recordedRunner } from './recorded-answers';

/**
 * Where duplicates are removed, the responses of a shard are made again from all recorded samples: a response may be missing
 * only because it reads as one that is there.
 */
export async function checkSamples(
  { files }: Pick<RecordedShard, 'files'>,
  about: readonly Pick<CriticisedPrompt, 'prompt' | 'responses'>[],
  {
    store,
    layout,
    scope,
    roles: { policy },
    recipe: { responses },
  }: Pick<FeedbackSources, 'store' | 'layout' | 'scope'> & {
    recipe: Pick<Recipe, 'responses'>;
    roles: { policy: ServedModel };
  },
  findings: Findings,
): Promise<void> {
  if (!responses.removeDuplicates) return;
  const { path } = files.responses;
  const calls =
    (await callValues(store, layout.calls(`responses-${basename(path, '.jsonl')}`))) ?? new Map<string, unknown>();
  const groups = about.map(({ prompt, responses: recorded }) => ({
    id: prompt.id,
    make: async () => [
      ...(await samplePrompt(recordedRunner(calls), { policy, prompt, responses, scope })),
      ...recorded.filter(({ origin }) => origin === 'teacher'),
    ],
  }));
  await checkRows({ path, text: await store.readText(files.responses) }, groups, findings);
}
