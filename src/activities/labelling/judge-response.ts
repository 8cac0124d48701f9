import { judgeRubricOf, type JudgeRubric, type RubricChoice } from '../../core/judging/judge-rubrics';
import type { JudgementRecord, Message } from '../../core/records';
import type { Sampling } from '../../core/call-key';
import { deriveSeed } from '../../core/seeds';
import { countReading, type Reading } from '../../observability/count-reading';
import type { ServedModel } from '../../serving/served-model';
import type { CallRunner } from './call-runner';
import { constrainedChoice } from './constrained-choice';
import { textCall, textReplySchema, type TextReply } from './text-call';

/** What to judge, by whom, and how often. */
export interface JudgeRequest {
  judge: ServedModel;
  prompt: { id: string; text: string };
  response: { id: string; text: string };
  samples: number;
  sampling: Sampling;
  /** @default 'additive' */
  rubric?: RubricChoice | undefined;
  /** Distinguishes the draws of one purpose from those of another. */
  seed: Omit<Parameters<typeof deriveSeed>[0], 'promptId'>;
}

type Ask = Pick<JudgementRecord, 'attempt'> & { keys: readonly string[]; seed: number; replies: TextReply[] };

/**
 * K judgements of one response. A reply without a score is asked for once more, then made to end in one digit, and then
 * stays unparsed: a judgement is never scored by default. A response that cannot be judged is set aside and has none.
 */
export async function judgeResponse(runner: CallRunner, request: JudgeRequest): Promise<JudgementRecord[]> {
  const messages = rubricOf(request).messages({ prompt: request.prompt.text, response: request.response.text });
  const first = await ask(runner, request, messages, 1, request.samples);
  if (!first) return [];
  const records = await Promise.all(
    first.replies.map(async (_, index) => {
      const id = `${request.response.id}.j${index}`;
      const firstRecord = toRecord(request, id, first, index);
      if (firstRecord.outcome.kind === 'scored') return firstRecord;
      const second = await ask(runner, request, messages, 2, 1, index);
      const secondRecord = second ? toRecord(request, id, second, 0) : firstRecord;
      if (secondRecord.outcome.kind === 'scored') return secondRecord;
      return constrain(runner, request, messages, secondRecord, index);
    }),
  );
  for (const record of records) countReading(readingOf(record));
  return records;
}

function readingOf({ outcome, attempt }: JudgementRecord): Reading {
  if (outcome.kind === 'unparsed') return 'none';
  if (attempt === 1) return 'first';
  return attempt === 2 ? 'again' : 'constrained';
}

async function ask(
  runner: CallRunner,
  request: JudgeRequest,
  messages: Message[],
  attempt: 1 | 2,
  samples: number,
  index = 0,
): Promise<Ask | undefined> {
  const seed = seedOf(request, attempt, index);
  const call = textCall({
    served: request.judge,
    messages,
    sampling: request.sampling,
    seed,
    samples,
    row: request.response.id,
    affinity: request.prompt.id,
  });
  const outcome = await runner.run(call, textReplySchema);
  return outcome.kind === 'quarantined' ? undefined : { attempt, keys: call.keys, seed, replies: outcome.replies };
}

/** Lets the judge finish its own justification with "Score: " and one digit. */
async function constrain(
  runner: CallRunner,
  request: JudgeRequest,
  messages: Message[],
  unparsed: JudgementRecord,
  index: number,
): Promise<JudgementRecord> {
  const seed = seedOf(request, 3, index);
  const rubric = rubricOf(request);
  const constrained = await constrainedChoice(runner, {
    served: request.judge,
    messages,
    unfinished: unparsed.text,
    ...rubric.ending,
    temperature: request.sampling.temperature,
    topP: request.sampling.topP,
    seed,
    row: request.response.id,
    affinity: request.prompt.id,
  });
  if (!constrained) return unparsed;
  const parsed = rubric.parse(`${rubric.ending.opening}${constrained.choice}`);
  return {
    ...unparsed,
    text: constrained.text,
    attempt: 3,
    outcome: parsed.kind === 'scored' ? { ...parsed, constrained: true } : parsed,
    callKey: constrained.key,
    seed,
  };
}

function rubricOf({ rubric = 'additive' }: JudgeRequest): JudgeRubric {
  return judgeRubricOf(rubric);
}

function seedOf(request: JudgeRequest, attempt: number, index: number): number {
  const purpose = `${request.seed.purpose}/${request.response.id}/${attempt}/${index}`;
  return deriveSeed({ ...request.seed, promptId: request.prompt.id, purpose });
}

function toRecord(
  request: JudgeRequest,
  id: string,
  { attempt, keys, seed, replies }: Ask,
  index: number,
): JudgementRecord {
  const [sample, key] = [replies[index], keys[index]];
  if (!sample || key === undefined) throw new RangeError(`no reply ${index} to a judgement of ${request.response.id}`);
  const outcome = rubricOf(request).parse(sample.text);
  return {
    id,
    responseId: request.response.id,
    promptId: request.prompt.id,
    text: sample.text,
    attempt,
    outcome,
    tokens: sample.tokens,
    model: request.judge.digest,
    callKey: key,
    seed: seed + index,
  };
}
