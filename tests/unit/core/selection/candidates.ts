import type { JudgementOutcome, JudgementRecord, ResponseRecord } from '../../../../src/core/records';

const digest = `sha256:${'0'.repeat(64)}`;

export function response(id: string, changes: Partial<ResponseRecord> = {}): ResponseRecord {
  return {
    id,
    promptId: 'p',
    text: `text of ${id}`,
    tokens: 10,
    finishReason: 'stop',
    model: digest,
    callKey: digest,
    seed: 0,
    ...changes,
  };
}

/** Judgements of one response; null stands for an unparsed one. */
export function judgements(responseId: string, scores: readonly (number | null)[], promptId = 'p'): JudgementRecord[] {
  return scores.map((score, index) => ({
    id: `${responseId}.j${index}`,
    responseId,
    promptId,
    text: '',
    attempt: 1,
    outcome: outcome(score),
    tokens: 1,
    model: digest,
    callKey: digest,
    seed: 0,
  }));
}

export function outcome(score: number | null): JudgementOutcome {
  return score === null ? { kind: 'unparsed', reason: 'no-score' } : { kind: 'scored', score, constrained: false };
}
