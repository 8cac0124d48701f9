import type { FeedbackRecord } from '../feedback-records';

/** How much a critic said, and how often it was asked and could not say. */
export interface CriticTally {
  records: number;
  /** Scores, verdicts and probabilities that are null: they count for nothing. */
  nulls: number;
}

export function criticTally(records: readonly FeedbackRecord[]): CriticTally {
  return { records: records.length, nulls: records.filter(isNull).length };
}

function isNull(record: FeedbackRecord): boolean {
  switch (record.kind) {
    case 'score':
      return record.score === null;
    case 'preference':
      return record.probability === null;
    case 'verdict':
      return record.winner === 'null';
    case 'meta-verdict':
      return record.forward === 'null' || record.backward === 'null';
    case 'critique':
      return record.verdict === 'unsure';
    case 'log-probability':
    case 'step-pair':
    case 'solution':
    case 'revision':
      return false;
  }
}
