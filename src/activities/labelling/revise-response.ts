import type { Sampling } from '../../core/call-key';
import { critiqueMessages, revisionMessages } from '../../core/constitution/critique-prompt';
import { drawPrinciples } from '../../core/constitution/draw-principles';
import { revisionPrinciples } from '../../core/constitution/revision-principles';
import type { RevisionRecord } from '../../core/constitution/revision-record';
import type { Message, PromptRecord } from '../../core/records';
import { createRandom, deriveSeed } from '../../core/seeds';
import type { seedScope } from '../../core/seed-scope';
import { isBlank } from '../../core/selection/candidate-rules';
import { asAsked } from '../../core/training/rows';
import type { ServedModel } from '../../serving/served-model';
import type { CallRunner } from './call-runner';
import { textCall, textReplySchema, type TextReply } from './text-call';

export interface ReviseRequest {
  model: ServedModel;
  prompt: PromptRecord;
  rounds: number;
  /** Whether a critique comes before each revision. */
  critiques: boolean;
  sampling: Sampling;
  scope: ReturnType<typeof seedScope>;
}

/**
 * A response and its revisions, each of the one before it and by a principle of its own: 1 + 2 * rounds calls. They end
 * early where a call can never be answered.
 */
export async function reviseResponse(runner: CallRunner, request: ReviseRequest): Promise<RevisionRecord[]> {
  const { model, prompt, rounds, critiques, scope } = request;
  const common = { promptId: prompt.id, model: model.digest };
  const first = await ask(runner, request, { messages: asAsked(prompt.text), purpose: 'revision/0' });
  if (!first) return [];
  const records: RevisionRecord[] = [
    { ...common, id: `${prompt.id}.v0`, round: 0, ...first.reply, callKeys: [first.key] },
  ];
  const random = createRandom(deriveSeed({ ...scope, promptId: prompt.id, purpose: 'revision-principles' }));
  for (const [index, principle] of drawPrinciples(revisionPrinciples, rounds, random).entries()) {
    const round = index + 1;
    const answered = { prompt: prompt.text, answer: lastAnswer(records) };
    const critique = critiques
      ? await ask(runner, request, { messages: critiqueMessages(answered, principle), purpose: `critique/${round}` })
      : undefined;
    if (critiques && !critique) break;
    const criticised = critique ? { critique: critique.reply.text } : {};
    const messages = revisionMessages({ ...answered, ...criticised }, principle);
    const revision = await ask(runner, request, { messages, purpose: `revision/${round}` });
    if (!revision) break;
    records.push({
      ...common,
      id: `${prompt.id}.v${round}`,
      round,
      principle: principle.id,
      ...criticised,
      ...revision.reply,
      callKeys: [...(critique ? [critique.key] : []), revision.key],
    });
  }
  return records;
}

/** A revision that says nothing leaves the answer before it to work on. */
function lastAnswer(records: readonly RevisionRecord[]): string {
  return (records.findLast((record) => !isBlank(record)) ?? records.at(-1))?.text ?? '';
}

async function ask(
  runner: CallRunner,
  { model: served, prompt, sampling, scope }: ReviseRequest,
  { messages, purpose }: { messages: Message[]; purpose: string },
): Promise<{ reply: TextReply; key: string } | undefined> {
  const seed = deriveSeed({ ...scope, promptId: prompt.id, purpose });
  const call = textCall({ served, messages, sampling, seed, samples: 1, row: prompt.id, affinity: prompt.id });
  const outcome = await runner.run(call, textReplySchema);
  const [[reply], [key]] = [outcome.kind === 'answered' ? outcome.replies : [], call.keys];
  return reply && key !== undefined ? { reply, key } : undefined;
}
