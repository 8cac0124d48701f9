import type { JudgementOutcome, JudgementRecord, PromptRecord, ResponseRecord } from '../../../../src/core/records';
import { addRecords, type LabelledRecords } from '../../../../src/core/selection/add-records';
import type { Selected, Selector } from '../../../../src/core/selection/selector';

const digest = `sha256:${'0'.repeat(64)}`;

export function prompt(id: string, text = `Prompt ${id}`): PromptRecord {
  return { id, text, source: 'seed', parents: [] };
}

/** What a rule makes of some prompts. */
export function select(
  selector: Selector,
  { prompts, ...records }: LabelledRecords & { prompts: readonly PromptRecord[] },
): Selected {
  addRecords(selector, prompts, records);
  return selector.finish();
}

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
