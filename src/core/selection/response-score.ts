import type { ScoreRecord } from '../feedback-records';
import { groupBy } from '../group-by';
import { summarise } from '../judging/score-summary';
import type { JudgementRecord } from '../records';

/** One number for one response, from whichever critic. */
export interface ResponseScore {
  /** The id of the response. */
  id: string;
  promptId: string;
  score: number;
  /** Ids of the feedback records that it rests on. */
  feedbackIds: string[];
}

/** Mean scores of the responses with enough valid judgements; the others have none. */
export function judgementScores(judgements: readonly JudgementRecord[], minimumValid: number): ResponseScore[] {
  const byResponse = groupBy(judgements, ({ responseId }) => responseId);
  return [...byResponse].flatMap(([id, said]) => {
    const { valid, mean } = summarise(said);
    const [first] = said;
    if (first === undefined || mean === null || valid < minimumValid) return [];
    const scored = said.filter(({ outcome }) => outcome.kind === 'scored');
    return [{ id, promptId: first.promptId, score: mean, feedbackIds: scored.map((each) => each.id).toSorted() }];
  });
}

/** What one critic said; a response that it could not score has none. */
export function criticScores(records: readonly ScoreRecord[], critic: string): ResponseScore[] {
  return records.flatMap(({ id, promptId, responseId, score, critic: said }) =>
    said === critic && score !== null ? [{ id: responseId, promptId, score, feedbackIds: [id] }] : [],
  );
}
