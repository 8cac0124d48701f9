import { z } from 'zod';
import { callKey } from '../../core/call-key';
import { logProbabilityCall } from '../../core/consistency/log-probability-call';
import type { FeedbackRecord, LogProbabilityRecord } from '../../core/feedback-records';
import { askedOrders, type ComparedRecord, type JudgedTexts } from './asked-orders';
import { orderProblem } from './order-problem';
import { stepProblems } from './step-problems';
import type { FeedbackSources } from './check-feedback';

export interface RecordedCalls extends JudgedTexts, FeedbackSources {
  /** Every value is there that the record names by key. */
  calls: ReadonlyMap<string, unknown>;
}

export function keysOf(record: FeedbackRecord): readonly string[] {
  if ('callKeys' in record && record.callKeys !== undefined) return record.callKeys;
  return 'callKey' in record && record.callKey !== undefined ? [record.callKey] : [];
}

/** Whether a record says what its calls gave, and its calls are those that its texts, sampling, seeds and model make. */
export function callProblems(record: FeedbackRecord, recorded: RecordedCalls): string[] {
  switch (record.kind) {
    case 'verdict':
    case 'meta-verdict':
      return orderProblems(record, recorded);
    case 'log-probability':
      return sumProblems(record, recorded);
    case 'score':
      return stepProblems(record, recorded);
    case 'preference':
    case 'step-pair':
    case 'solution':
      return [];
  }
}

function orderProblems(record: ComparedRecord, recorded: RecordedCalls): string[] {
  const orders = askedOrders(record, recorded);
  return orders?.flatMap((order) => orderProblem(order, recorded) ?? []) ?? [];
}

const sumSchema = z.strictObject({
  kind: z.literal('answered'),
  reply: z.strictObject({ logp: z.number(), tokens: z.number() }),
});

function sumProblems(record: LogProbabilityRecord, { calls, prompts, responses }: RecordedCalls): string[] {
  const { model, promptId, responseId, logp, tokens } = record;
  const sum = sumSchema.safeParse(calls.get(record.callKey)).data?.reply;
  const problems =
    sum?.logp === logp && sum.tokens === tokens
      ? []
      : [`says ${logp} over ${tokens} tokens, which is not what its call ${record.callKey} gave`];
  const [prompt, response] = [prompts.get(promptId), responses.get(responseId)];
  const isOwn =
    !prompt || !response || callKey(logProbabilityCall(model, prompt.text, response.text)) === record.callKey;
  return isOwn ? problems : [...problems, `its call ${record.callKey} is not one of its prompt, response and model`];
}
