import type { ComparisonRecord } from '../../core/feedback-records';
import { pairsOf } from '../../core/selection/candidate-rules';
import { askBothOrders } from '../labelling/ask-both-orders';
import type { CallRunner } from '../labelling/call-runner';
import { comparisonOf } from './comparison-of';
import type { CriticisedPrompt, Critique, CritiqueSettings } from './critique';

export const comparePairwise: Critique<'pairwise'> = compareEveryTwo;

/** Compares every two responses of a prompt in both orders: N * (N - 1) calls. */
export async function compareEveryTwo(
  runner: CallRunner,
  settings: Omit<CritiqueSettings<'pairwise'>, 'critic'>,
  { prompt, responses }: CriticisedPrompt,
): Promise<ComparisonRecord[]> {
  return Promise.all(
    pairsOf(responses).map(async ([first, second]) => {
      const ids = { promptId: prompt.id, firstId: first.id, secondId: second.id };
      const compared = { ...ids, prompt: prompt.text, first: first.text, second: second.text };
      const asked = await askBothOrders(runner, comparisonOf(settings, 'pairwise', compared));
      return {
        kind: 'verdict' as const,
        id: `${prompt.id}.v${first.id.slice(prompt.id.length + 1)}-${second.id.slice(prompt.id.length + 1)}`,
        promptId: prompt.id,
        model: settings.judge.digest,
        firstId: first.id,
        secondId: second.id,
        ...asked,
      };
    }),
  );
}
