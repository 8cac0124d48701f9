import { basename, dirname } from 'node:path';
import type { CriticisedPrompt } from '../../activities/critics/critique';
import { judgeResponse } from '../../activities/labelling/judge-response';
import type { RubricChoice } from '../../core/judging/judge-rubrics';
import type { Artifact } from '../../core/records';
import { criticName } from '../../recipes/critic-sections';
import type { ArtifactStore } from '../../store/artifact-store';
import type { iterationLayout } from '../../store/run-layout';
import type { Findings } from '../findings';
import { callValues } from './call-texts';
import { checkRows, type RowGroup } from './check-rows';
import type { RecordedShard } from './read-iteration';
import { recordedRunner, type Calls } from './recorded-answers';
import type { otherWordings } from './other-wordings';
import { criticAgain, type CriticSources } from './critic-again';

export interface FeedbackSources extends CriticSources {
  store: ArtifactStore;
  layout: ReturnType<typeof iterationLayout>;
  otherWording: ReturnType<typeof otherWordings>;
  /** What the pointwise judge asked by. */
  rubric: RubricChoice;
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
    const file = { artifact: files.judgements, critic: 'feedback' };
    const again = (calls: Calls) => about.flatMap((each) => judgementsAgain(each, sources, calls));
    if (await checkFile(file, again, sources, findings)) findings.prove('judgements', judgements.length);
  }
  for (const { artifact, records } of critics) {
    // Those of `feedback-pairwise/shard-0000.jsonl` are of the critic `pairwise`.
    const critic = basename(dirname(artifact.path)).replace(/^feedback-/, '');
    const again = (calls: Calls) => {
      const say = criticAgain(critic, sources, { calls, version: records[0]?.model ?? '' });
      return say && about.map((each) => ({ id: each.prompt.id, make: () => say(each) }));
    };
    if (await checkFile({ artifact, critic }, again, sources, findings)) findings.prove('feedback', records.length);
  }
}

/** K judgements of each response to a prompt. */
function judgementsAgain(
  { prompt, responses }: CriticisedPrompt,
  { recipe, judge, scope, rubric }: FeedbackSources,
  calls: Calls,
): RowGroup[] {
  const { perResponse: samples, sampling } = recipe.judgements;
  const request = { judge, prompt, samples, sampling, rubric, seed: { ...scope, purpose: 'judgement' } };
  return responses.map((response) => ({
    id: response.id,
    make: () => judgeResponse(recordedRunner(calls), { ...request, response }),
  }));
}

/** Whether every row of a file is what `again` gives. */
async function checkFile(
  { artifact, critic }: { artifact: Artifact; critic: string },
  again: (calls: Calls) => RowGroup[] | undefined,
  { store, layout, recipe, otherWording }: FeedbackSources,
  findings: Findings,
): Promise<boolean> {
  const { path } = artifact;
  const cannotProve = (why: string) => {
    findings.cannotProve(`what ${path} says`, why);
    return false;
  };
  const calls = await callValues(store, layout.calls(`${critic}-${basename(path, '.jsonl')}`));
  const groups = again(calls ?? new Map<string, unknown>());
  if (!groups) {
    findings.differ(path, `is of ${critic}, which is no critic of the recipe`);
    return false;
  }
  const wording = otherWording(critic);
  if (wording !== undefined) return cannotProve(`it was asked with a wording that this version lacks: ${wording}`);
  const isVerifier = recipe.critics.some((each) => each.kind === 'verifier' && criticName(each) === critic);
  // A verifier makes no calls.
  if (!calls && !isVerifier) return cannotProve('an earlier version did not record the calls of it');
  return checkRows({ path, text: await store.readText(artifact) }, groups, findings);
}
