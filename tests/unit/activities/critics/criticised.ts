import type { CriticisedPrompt } from '../../../../src/activities/critics/critique';
import { prompt, response } from '../../core/selection/candidates';
import { told } from '../../core/meta/meta-records';
import { judge } from './runners';

/** What a critic is given beside its own fields of the recipe. */
export const settings = {
  judge,
  sampling: { temperature: 0.7, topP: 0.9, maxTokens: 64 },
  scope: { run: '1', iteration: 1, attempt: 1 },
};

/** The prompt `p` with responses `p.r0` and so on, and the scores that judges gave each. */
export function criticised(
  texts: readonly string[],
  scores: readonly (readonly (number | null)[])[] = [],
): CriticisedPrompt {
  return {
    prompt: prompt('p', 'Why is the sky blue?'),
    responses: texts.map((text, index) => response(`p.r${index}`, { text })),
    judgements: scores.flatMap((given, index) => told(`p.r${index}`, given)),
    answer: undefined,
  };
}

export const texts = (count: number) => Array.from({ length: count }, (_, index) => `Answer number ${index}.`);
