import { isBlank, pairsOf, readSame } from './candidate-rules';
import { comparedPair } from './example-parts';
import type { UnlabelledPairRecord } from './example-records';
import { selectByPrompt, type IterationRecords, type SelectedExamples } from './select-by-prompt';

/** Of prompts: `no-pair` (fewer than two responses). Of pairs: `identical-text`, `blank` (a side without content). */
export type UnlabelledDiscard = 'no-pair' | 'identical-text' | 'blank';

/**
 * Pairs that nobody has compared yet, at most `perPrompt` drawn of each prompt: what SCIR labels in every step of training
 * (2502.08922), and what a preference critic is asked about.
 */
export function selectUnlabelled(
  records: Omit<IterationRecords<never>, 'feedback'>,
  { perPrompt }: { perPrompt: number },
): SelectedExamples<UnlabelledPairRecord, UnlabelledDiscard> {
  return selectByPrompt<never, UnlabelledPairRecord, UnlabelledDiscard>(
    { ...records, feedback: [] },
    {
      purpose: 'unlabelled-pairs',
      none: { 'no-pair': 0, 'identical-text': 0, blank: 0 },
      select: (context) => {
        const pairs = pairsOf(context.responses);
        if (pairs.length === 0) return { examples: [], discarded: ['no-pair'] };
        const written = pairs.filter((pair) => !pair.some(isBlank));
        const distinct = written.filter(([first, second]) => !readSame(first, second));
        const drawn = new Set(context.random.shuffle(distinct).slice(0, perPrompt));
        return {
          examples: distinct
            .filter((pair) => drawn.has(pair))
            .map(([first, second], number) => comparedPair(context, { first, second, number, feedbackIds: [] })),
          discarded: [
            ...Array.from({ length: pairs.length - written.length }, () => 'blank' as const),
            ...Array.from({ length: written.length - distinct.length }, () => 'identical-text' as const),
          ],
        };
      },
    },
  );
}
