import { groupBy } from '../../core/group-by';
import type { IftRecord, JudgementRecord, PromptRecord, ResponseRecord } from '../../core/records';
import type { CriticisedPrompt } from './critique';

/** Each prompt with what is recorded of it, in their order. */
export function criticisedPrompts(
  prompts: readonly PromptRecord[],
  recorded: {
    responses: readonly ResponseRecord[];
    judgements: readonly JudgementRecord[];
    ift: readonly IftRecord[];
  },
): CriticisedPrompt[] {
  const responses = groupBy(recorded.responses, ({ promptId }) => promptId);
  const judgements = groupBy(recorded.judgements, ({ promptId }) => promptId);
  const answers = new Map(recorded.ift.map((row) => [row.id, row]));
  return prompts.map((prompt) => ({
    prompt,
    responses: responses.get(prompt.id) ?? [],
    judgements: judgements.get(prompt.id) ?? [],
    answer: answers.get(prompt.id),
  }));
}
