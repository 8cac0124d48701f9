import { orderSeed, type ComparedInOrder } from '../../core/judging/order-seed';
import { comparisonMessages } from '../../core/judging/pairwise-prompt';
import type { UnlabelledPairRecord } from '../../core/selection/example-records';
import type { Comparison } from '../labelling/ask-order';
import type { CritiqueSettings } from './critique';

type Compared = Pick<UnlabelledPairRecord, 'promptId' | 'prompt' | 'firstId' | 'first' | 'secondId' | 'second'>;

/** Two responses to one prompt as a judge is asked which of them is better. */
export function comparisonOf(
  { judge, sampling, scope }: Omit<CritiqueSettings<'pairwise'>, 'critic'>,
  critic: ComparedInOrder['critic'],
  { promptId, prompt, firstId, first, secondId, second }: Compared,
): Comparison {
  return {
    judge,
    first,
    second,
    messagesOf: (shown) => comparisonMessages({ prompt, ...shown }),
    seedOf: (order) => orderSeed({ scope, critic, promptId, firstId, secondId, order }),
    sampling,
    row: firstId,
    affinity: promptId,
  };
}
