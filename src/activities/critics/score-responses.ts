import type { ScoreRecord } from '../../core/feedback-records';
import type { CriticisedPrompt } from './critique';
import type { RecordedScore, Scorer } from './score';

/** What a program says about the responses to one prompt, one after the other, in their order. */
export async function scoreResponses(
  scorer: Scorer<RecordedScore>,
  critic: string,
  { prompt, responses, answer }: CriticisedPrompt,
): Promise<ScoreRecord[]> {
  const rows: ScoreRecord[] = [];
  for (const { id, promptId, text } of responses) {
    const score = await scorer.score({ prompt: prompt.text, response: text, answer: answer?.response });
    rows.push({
      kind: 'score',
      id: `${id}.${critic}`,
      promptId,
      model: scorer.version,
      responseId: id,
      critic,
      ...score,
    });
  }
  return rows;
}
