import { basename } from 'node:path';
import { callKey, type CallIdentity, type Sampling } from '../../core/call-key';
import { endWithChoice } from '../../core/judging/unfinished-reply';
import type { JudgementRecord, Message, PromptRecord, ResponseRecord } from '../../core/records';
import type { Recipe } from '../../recipes/recipe';
import type { ArtifactStore } from '../../store/artifact-store';
import type { iterationLayout } from '../../store/run-layout';
import type { Findings } from '../findings';
import { callTexts } from './call-texts';
import { rubricOf } from './rubric-of';
import type { RecordedShard } from './read-iteration';

export interface CallSources {
  store: ArtifactStore;
  layout: ReturnType<typeof iterationLayout>;
  prompts: ReadonlyMap<string, Pick<PromptRecord, 'text'>>;
  recipe: Pick<Recipe, 'responses' | 'judgements' | 'critics'>;
}

/**
 * Every record has the text of the call that it names, and the name of a call is the digest of the very messages,
 * sampling, seed and model that the record says it came from.
 */
export async function checkCalls(
  { responses, judgements, paths }: RecordedShard,
  { store, layout, prompts, recipe }: CallSources,
  findings: Findings,
): Promise<void> {
  const check = (
    { path, line, calls }: { path: string; line: number; calls: ReadonlyMap<string, string> },
    record: ResponseRecord | JudgementRecord,
    identity: CallIdentity,
    isText: (recorded: string) => boolean,
  ) => {
    const place = `${path}:${line + 1}`;
    const recorded = calls.get(record.callKey);
    if (recorded === undefined) findings.differ(place, `its call ${record.callKey} is not recorded`);
    else if (!isText(recorded)) findings.differ(place, `its text is not the one of its call ${record.callKey}`);
    if (callKey(identity) !== record.callKey)
      findings.differ(place, `its call ${record.callKey} is not one with its prompt, sampling, seed and model`);
  };

  const made = await callTexts(store, shardCalls(layout, paths.responses, 'responses'));
  for (const [line, record] of responses.entries()) {
    const messages = [{ role: 'user' as const, content: prompts.get(record.promptId)?.text ?? '' }];
    const identity = { modelDigest: record.model, messages, sampling: recipe.responses.sampling, seed: record.seed };
    if (made) check({ path: paths.responses, line, calls: made }, record, identity, (text) => text === record.text);
  }
  const { feedback = '' } = paths;
  const asked = await callTexts(store, shardCalls(layout, feedback, 'feedback'));
  const rubric = rubricOf(recipe);
  const textOf = new Map(responses.map(({ id, text }) => [id, text]));
  for (const [line, record] of judgements.entries()) {
    const [prompt, response] = [prompts.get(record.promptId)?.text ?? '', textOf.get(record.responseId) ?? ''];
    const messages = rubric.messages({ prompt, response });
    const { sampling } = recipe.judgements;
    const reply = asked?.get(record.callKey) ?? '';
    const identity = judgementCall(record, { messages, sampling, reply, choices: rubric.ending.choices });
    // The third attempt goes on with the judge's own text and is made to choose: its text is more than its reply.
    const isText = (text: string) => (record.attempt === 3 ? record.text.endsWith(text.trim()) : text === record.text);
    if (asked) check({ path: feedback, line, calls: asked }, record, identity, isText);
  }
}

/** What determines a judgement. At the third attempt the judge's own text, up to its choice, was a part of the messages. */
function judgementCall(
  { model: modelDigest, seed, attempt, text }: JudgementRecord,
  {
    messages,
    sampling,
    reply,
    choices,
  }: { messages: Message[]; sampling: Sampling; reply: string; choices: readonly string[] },
): CallIdentity {
  if (attempt !== 3) return { modelDigest, messages, sampling, seed };
  const start = text.slice(0, text.length - reply.trim().length);
  const asked = endWithChoice({ ...sampling, messages, start, choices: [...choices] });
  return { modelDigest, messages: asked.messages, sampling: { ...asked.sampling, ...asked.constraint }, seed };
}

function shardCalls(layout: CallSources['layout'], shard: string, stage: string): string {
  return layout.calls(`${stage}-${basename(shard, '.jsonl')}`);
}
