import { basename, dirname } from 'node:path';
import type { CriticisedPrompt } from '../../activities/critics/critique';
import { judgeResponse } from '../../activities/labelling/judge-response';
import type { Artifact } from '../../core/records';
import { filesOf, isAskedAbout } from '../../recipes/critic-sections';
import type { ArtifactStore } from '../../store/artifact-store';
import type { iterationLayout } from '../../store/run-layout';
import type { Findings } from '../findings';
import { callValues } from './call-texts';
import { checkRows, type RowGroup } from './check-rows';
import type { RecordedShard } from './read-iteration';
import { recordedRunner, type Calls } from './recorded-answers';
import { criticAgain, type CriticSources } from './critic-again';

export interface FeedbackSources extends CriticSources {
  store: ArtifactStore;
  layout: ReturnType<typeof iterationLayout>;
}

/**
 * What critics said of a shard, made again from their recorded calls by the code that made it: each row is compared byte
 * for byte, and rests on calls that only its prompt, responses, wording, sampling, seed and model could have made.
 */
export async function checkFeedback(
  { files, judgements, critics }: Pick<RecordedShard, 'files' | 'judgements' | 'critics'>,
  about: readonly CriticisedPrompt[],
  sources: FeedbackSources,
  findings: Findings,
): Promise<void> {
  if (files.judgements) {
    const calls = await callsOf(files.judgements, 'feedback', sources);
    const again = calls && about.flatMap((each) => judgementsAgain(each, sources, calls));
    if (await checkFile(files.judgements, again, sources, findings)) findings.prove('judgements', judgements.length);
  }
  for (const { artifact, records } of critics) {
    // Those of `feedback-pairwise/shard-0000.jsonl` are of the critic `pairwise`.
    const name = basename(dirname(artifact.path)).replace(/^feedback-/, '');
    const calls = await callsOf(artifact, name, sources);
    const critic = sources.recipe.critics.find((each) => filesOf(each).includes(name));
    const recorded = { calls: calls ?? new Map<string, unknown>(), version: records[0]?.model ?? '' };
    const say = criticAgain(name, sources, recorded);
    if (!say) {
      findings.differ(artifact.path, `is of ${name}, which is no critic of the recipe`);
      continue;
    }
    const asked = about.filter(({ prompt }) => !critic || isAskedAbout(critic, prompt));
    const again = asked.map((each) => ({ id: each.prompt.id, make: () => say(each) }));
    const isFree = critic?.kind === 'verifier';
    if (await checkFile(artifact, calls || isFree ? again : undefined, sources, findings))
      findings.prove('feedback', records.length);
  }
}

/** K judgements of each response to a prompt. */
function judgementsAgain(
  { prompt, responses }: CriticisedPrompt,
  { recipe, judge, scope }: FeedbackSources,
  calls: Calls,
): RowGroup[] {
  const { perResponse: samples, sampling } = recipe.judgements;
  const rubric = recipe.critics.find(({ kind }) => kind === 'judge');
  const request = { judge, prompt, samples, sampling, seed: { ...scope, purpose: 'judgement' } };
  return responses.map((response) => ({
    id: response.id,
    make: () =>
      judgeResponse(recordedRunner(calls), {
        ...request,
        response,
        rubric: rubric?.kind === 'judge' ? rubric.prompt : undefined,
      }),
  }));
}

async function checkFile(
  artifact: Artifact,
  again: RowGroup[] | undefined,
  { store }: Pick<FeedbackSources, 'store'>,
  findings: Findings,
): Promise<boolean> {
  if (again) return checkRows({ path: artifact.path, text: await store.readText(artifact) }, again, findings);
  findings.cannotProve(`what ${artifact.path} says`, 'an earlier version did not record the calls that it rests on');
  return false;
}

/** The calls of a critic's file, which has the name of its shard. */
function callsOf(
  { path }: Artifact,
  name: string,
  { store, layout }: Pick<FeedbackSources, 'store' | 'layout'>,
): Promise<Calls | undefined> {
  return callValues(store, layout.calls(`${name}-${basename(path, '.jsonl')}`));
}
