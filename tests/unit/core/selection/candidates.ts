import type { ComparisonRecord, LogProbabilityRecord, PreferenceRecord } from '../../../../src/core/feedback-records';
import { combineVerdicts, type Verdict } from '../../../../src/core/judging/combine-verdicts';
import type { JudgementOutcome, JudgementRecord, PromptRecord, ResponseRecord } from '../../../../src/core/records';
import { addRecords, type LabelledRecords } from '../../../../src/core/selection/add-records';
import type { PooledResponse } from '../../../../src/core/selection/candidate-rules';
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

/** What a model (its name stands for its digest) makes of a response. */
export function logProbability(
  responseId: string,
  model: string,
  logp: number,
  tokens = 10,
  promptId = 'p',
): LogProbabilityRecord {
  return {
    kind: 'log-probability',
    id: `${responseId}.${model}`,
    promptId,
    model,
    responseId,
    tokens,
    logp,
    callKey: digest,
  };
}

/** Two responses compared in both orders. */
export function comparison(
  firstId: string,
  secondId: string,
  forward: Verdict,
  backward: Verdict = forward,
): ComparisonRecord {
  return {
    kind: 'verdict',
    id: `${firstId}-${secondId}`,
    promptId: 'p',
    model: digest,
    firstId,
    secondId,
    forward,
    backward,
    winner: combineVerdicts(forward, backward),
    texts: ['', ''],
    callKeys: [digest, digest],
  };
}

/** The probability that the first is the better one. */
export function preference(
  firstId: string,
  secondId: string,
  probability: number | null,
  changes: Partial<PreferenceRecord> = {},
): PreferenceRecord {
  return {
    kind: 'preference',
    id: `${firstId}-${secondId}`,
    promptId: 'p',
    model: digest,
    firstId,
    secondId,
    probability,
    orders: 1,
    clamped: false,
    callKeys: [digest],
    ...changes,
  };
}

/** What a rule needs of an iteration with the one prompt `p`. */
export function iterationOf<Feedback>(responses: readonly PooledResponse[], feedback: readonly Feedback[], run = '0') {
  return { scope: { run, iteration: 2 }, prompts: [{ id: 'p', text: 'Why?' }], responses, feedback };
}
