import type { FeedbackRecord } from '../feedback-records';
import { groupBy } from '../group-by';
import type { GivenPair, JudgementRecord, PromptRecord, ResponseRecord } from '../records';
import type { Selector } from './selector';

/** The records of some prompts: all responses to each of them, with what critics said. */
export interface LabelledRecords {
  responses: readonly ResponseRecord[];
  judgements: readonly JudgementRecord[];
  feedback?: readonly FeedbackRecord[];
}

/** What data sets say about prompts, by the id of the prompt. */
export interface DataSet {
  answers?: ReadonlyMap<string, string>;
  given?: ReadonlyMap<string, readonly GivenPair[]>;
}

/** Hands records to a rule, prompt by prompt in the order of the prompts. */
export function addRecords(
  selector: Selector,
  prompts: readonly PromptRecord[],
  { responses, judgements, feedback = [] }: LabelledRecords,
  { answers, given }: DataSet = {},
): void {
  const responsesOf = groupBy(responses, (response) => response.promptId);
  const judgementsOf = groupBy(judgements, (judgement) => judgement.promptId);
  const feedbackOf = groupBy(feedback, (record) => record.promptId);
  for (const prompt of prompts) {
    selector.add({
      prompt,
      responses: responsesOf.get(prompt.id) ?? [],
      judgements: judgementsOf.get(prompt.id) ?? [],
      feedback: feedbackOf.get(prompt.id) ?? [],
      answer: answers?.get(prompt.id),
      given: given?.get(prompt.id),
    });
  }
}
