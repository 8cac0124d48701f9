import type { ComparisonRecord, ScoreRecord } from '../../feedback-records';
import { combineScores } from '../combine-scores';
import { majorityVerdicts } from '../panel-verdicts';
import { criticScores, judgementScores, type ResponseScore } from '../response-score';
import { COMBINED, criticsFor } from '../scoring';
import type { PromptRecords, SelectionScope } from '../selector';
import { winRates } from '../win-rates';

/** The name under which the pointwise judge gives its scores. */
export const JUDGE = 'judge';

/** One number for each response that the critic could score; of all critics together where it is `combined`. */
export function scoresOf(records: PromptRecords, critic: string, scope: SelectionScope): ResponseScore[] {
  if (critic !== COMBINED) return ownScores(records, critic, scope);
  const critics = scope.scoring ? criticsFor(records.prompt, scope.scoring) : [];
  return combineScores(critics.map((each) => ({ ...each, scores: ownScores(records, each.critic, scope) })));
}

function ownScores(
  { prompt, judgements, feedback }: PromptRecords,
  critic: string,
  { minimumValid }: SelectionScope,
): ResponseScore[] {
  if (critic === JUDGE) return judgementScores(judgements, minimumValid);
  const scores = feedback.filter((record): record is ScoreRecord => record.kind === 'score');
  const verdicts = feedback.filter((record): record is ComparisonRecord => record.kind === 'verdict');
  return [...criticScores(scores, critic), ...panelScores(verdicts, critic, prompt.id)];
}

/** How often a response beats the others by the majority of a panel, from 0 to 1. */
function panelScores(verdicts: readonly ComparisonRecord[], panel: string, promptId: string): ResponseScore[] {
  const rates = winRates(majorityVerdicts(verdicts, panel));
  return [...rates].map(([id, { rate, feedbackIds }]) => ({ id, promptId, score: rate, feedbackIds }));
}
