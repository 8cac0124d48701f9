import type { ComparisonRecord, MetaVerdictRecord } from '../../core/feedback-records';
import type { Slot } from '../../core/judging/parse-verdict';
import { metaJudgeMessages, parseMetaVerdict } from '../../core/judging/meta-judge-prompt';
import { orderSeed } from '../../core/judging/order-seed';
import { comparisonMessages, parseVerdict, type Verdict } from '../../core/judging/pairwise-prompt';
import { betterJudgementChoice, winnerChoice } from '../../core/judging/unfinished-reply';
import type { JudgementRecord, Message, ResponseRecord } from '../../core/records';
import type { FeedbackSources } from './check-feedback';

export type ComparedRecord = ComparisonRecord | MetaVerdictRecord;

/** The records of a shard that critics were shown, by id. */
export interface JudgedTexts {
  responses: ReadonlyMap<string, Pick<ResponseRecord, 'text'>>;
  judgements: ReadonlyMap<string, Pick<JudgementRecord, 'text'>>;
}

/** One of the two questions of a comparison, with what is recorded of its answer. */
export interface AskedOrder {
  order: 'forward' | 'backward';
  verdict: Verdict;
  text: string;
  key: string;
  model: string;
  messages: Message[];
  seed: number;
  parse: (reply: string) => Slot | null;
  choices: string[];
}

/** Both questions of a comparison, made again; undefined when a text that was compared does not exist. */
export function askedOrders(
  record: ComparedRecord,
  sources: JudgedTexts & Pick<FeedbackSources, 'prompts' | 'recipe' | 'scope'>,
): AskedOrder[] | undefined {
  const { promptId, firstId, secondId, model, texts, callKeys } = record;
  const asked = questionOf(record, sources);
  if (!asked) return undefined;
  return (['forward', 'backward'] as const).map((order, index) => ({
    order,
    verdict: record[order],
    text: texts[index] ?? '',
    key: callKeys[index] ?? '',
    model,
    messages: asked.messages(order === 'forward'),
    seed: orderSeed({ scope: sources.scope, critic: asked.critic, promptId, firstId, secondId, order }),
    parse: asked.parse,
    choices: asked.choices,
  }));
}

function questionOf(
  record: ComparedRecord,
  { prompts, responses, judgements, recipe }: JudgedTexts & Pick<FeedbackSources, 'prompts' | 'recipe'>,
) {
  const prompt = prompts.get(record.promptId)?.text;
  const compared = record.kind === 'verdict' ? responses : judgements;
  const [first, second] = [compared.get(record.firstId)?.text, compared.get(record.secondId)?.text];
  if (prompt === undefined || first === undefined || second === undefined) return undefined;
  const slots = (isForward: boolean) => (isForward ? { first, second } : { first: second, second: first });
  if (record.kind === 'verdict') {
    const messages = (isForward: boolean) => comparisonMessages({ prompt, ...slots(isForward) });
    return { critic: 'pairwise', messages, parse: parseVerdict, choices: winnerChoice.choices } as const;
  }
  const response = responses.get(record.responseId)?.text;
  if (response === undefined) return undefined;
  const isHidden = recipe.critics.some((critic) => critic.kind === 'meta-judge' && critic.hideScores);
  const shown = { prompt, response, scores: isHidden ? 'hidden' : 'shown' } as const;
  const messages = (isForward: boolean) => metaJudgeMessages({ ...shown, ...slots(isForward) });
  return { critic: 'meta-judge', messages, parse: parseMetaVerdict, choices: betterJudgementChoice.choices } as const;
}
