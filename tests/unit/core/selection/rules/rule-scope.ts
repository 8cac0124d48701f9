import type { ScoreRecord } from '../../../../../src/core/feedback-records';
import { pairRecordSchema, type PairRecord } from '../../../../../src/core/records';
import type { SelectionScope } from '../../../../../src/core/selection/selector';

export const scope: SelectionScope = {
  seed: 1,
  iteration: 2,
  attempt: 1,
  minimumValid: 1,
  models: { current: 'M2', previous: 'M1', base: 'M0', anchor: 'M1' },
};

/** What a critic that is no judge gives a response of the prompt `p`. */
export function score(responseId: string, given: number | null, critic = 'verifier'): ScoreRecord {
  const id = `${responseId}.${critic}`;
  return { kind: 'score', id, promptId: 'p', model: `${critic}:1`, responseId, critic, score: given };
}

/** Chosen over rejected, as strict as what the store accepts: a rule's own fields must not slip through. */
export function sidesOf(pairs: readonly PairRecord[]): string[] {
  return pairRecordSchema
    .array()
    .parse(pairs)
    .map(({ chosenId, rejectedId }) => `${chosenId}>${rejectedId}`);
}

/** The reasons that were given at all. */
export function reasons(discarded: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(discarded).filter(([, count]) => count > 0));
}
