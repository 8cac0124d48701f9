import type { ScoreRecord } from '../../core/feedback-records';
import { criticName } from '../../recipes/critic-sections';
import type { CriticisedPrompt } from './critique';
import type { RecordedScore, Scorer, ScoringCritic } from './score';

/** What a program says about the responses to one prompt, one after the other, in their order. */
export async function scoreResponses(
  scorer: Scorer<RecordedScore>,
  critic: ScoringCritic,
  { prompt, responses, answer }: CriticisedPrompt,
): Promise<ScoreRecord[]> {
  const name = criticName(critic);
  const { text, instructions } = prompt;
  const rows: ScoreRecord[] = [];
  for (const response of responses) {
    const { id, promptId } = response;
    const score = await scorer.score({ prompt: text, response: response.text, answer: answer?.response, instructions });
    rows.push({
      kind: 'score',
      id: `${id}.${name}`,
      promptId,
      model: scorer.version,
      responseId: id,
      critic: name,
      ...withinRange(score, critic),
    });
  }
  return rows;
}

/** A number that cannot be put on the common scale is none. */
function withinRange({ score, ...said }: RecordedScore, critic: ScoringCritic): RecordedScore {
  const { lowest = -Infinity, highest = Infinity } = ('range' in critic && critic.range) || {};
  if (score === null || (score >= lowest && score <= highest)) return { score, ...said };
  return { ...said, score: null, reason: `${score} is not from ${lowest} to ${highest}` };
}
