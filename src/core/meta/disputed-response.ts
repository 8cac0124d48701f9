import { groupBy } from '../group-by';
import { summarise } from '../judging/score-summary';
import type { JudgementOutcome, JudgementRecord } from '../records';
import type { seedScope } from '../seed-scope';
import { createRandom, deriveSeed } from '../seeds';

/** A judgement that has a score. */
export type ValidJudgement = JudgementRecord & { outcome: Extract<JudgementOutcome, { kind: 'scored' }> };

export type DisputedResponse =
  /** `judgements` are the valid ones, in the order of their ids. */
  | { kind: 'disputed'; responseId: string; judgements: ValidJudgement[] }
  | { kind: 'none'; reason: 'too-few-judgements' | 'zero-variance' };

/**
 * The response of a prompt about which its judgements differ most, by the variance of their scores (2407.19594); of
 * equal ones the seed draws. The critic that compares judgements and the selection both ask here, so that they agree.
 */
export function disputedResponse(
  judgements: readonly JudgementRecord[],
  { promptId, scope }: { promptId: string; scope: ReturnType<typeof seedScope> },
): DisputedResponse {
  const valid = judgements.filter(isValid).toSorted(byId);
  const candidates = [...groupBy(valid, ({ responseId }) => responseId)]
    .filter(([, said]) => said.length >= 2)
    .map(([responseId, said]) => ({ responseId, judgements: said, variance: summarise(said).variance ?? 0 }))
    .toSorted((a, b) => (a.responseId < b.responseId ? -1 : 1));
  if (candidates.length === 0) return { kind: 'none', reason: 'too-few-judgements' };
  const largest = Math.max(...candidates.map(({ variance }) => variance));
  if (largest === 0) return { kind: 'none', reason: 'zero-variance' };
  const random = createRandom(deriveSeed({ ...scope, promptId, purpose: 'disputed-response' }));
  const { responseId, judgements: said } = random.pick(candidates.filter(({ variance }) => variance === largest));
  return { kind: 'disputed', responseId, judgements: said };
}

/** Every unordered pair of judgements, each to be compared in both orders: N * (N - 1) calls for N judgements. */
export function judgementsToCompare(
  judgements: readonly ValidJudgement[],
): { first: ValidJudgement; second: ValidJudgement }[] {
  const ordered = judgements.toSorted(byId);
  return ordered.flatMap((first, index) => ordered.slice(index + 1).map((second) => ({ first, second })));
}

function isValid(judgement: JudgementRecord): judgement is ValidJudgement {
  return judgement.outcome.kind === 'scored';
}

function byId(a: { id: string }, b: { id: string }): number {
  return a.id < b.id ? -1 : 1;
}
