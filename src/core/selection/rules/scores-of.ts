import type { ScoreRecord } from '../../feedback-records';
import { criticScores, judgementScores, type ResponseScore } from '../response-score';
import type { PromptRecords, SelectionScope } from '../selector';

/** The name under which the pointwise judge gives its scores. */
export const JUDGE = 'judge';

/** One number for each response that the critic could score. */
export function scoresOf(
  { judgements, feedback }: PromptRecords,
  critic: string,
  { minimumValid }: SelectionScope,
): ResponseScore[] {
  if (critic === JUDGE) return judgementScores(judgements, minimumValid);
  return criticScores(
    feedback.filter((record): record is ScoreRecord => record.kind === 'score'),
    critic,
  );
}
