import { basename, dirname } from 'node:path';
import { combineVerdicts } from '../../core/judging/combine-verdicts';
import type { FeedbackRecord } from '../../core/feedback-records';
import type { JudgementRecord, ResponseRecord } from '../../core/records';
import type { seedScope } from '../../core/seed-scope';
import type { Findings } from '../findings';
import { callProblems, keysOf } from './call-problems';
import { judgeOf } from './judge-of';
import { callValues } from './call-texts';
import type { CallSources } from './check-calls';
import type { RecordedShard } from './read-iteration';

export interface FeedbackSources extends CallSources {
  scope: ReturnType<typeof seedScope>;
  /** Who judges, the policy, and the models of which log-probabilities may be. */
  judge: string;
  policy: string;
  measured: readonly string[];
}

/** What feedback may point at. */
interface ShardIndex {
  prompts: ReadonlyMap<string, unknown>;
  responses: ReadonlyMap<string, ResponseRecord>;
  judgements: ReadonlyMap<string, JudgementRecord>;
}

/**
 * What critics other than the pointwise judge say of a shard: each record leads to responses and judgements that exist,
 * says what its own two orders give, and rests on calls that are recorded and could only have been made for it.
 */
export async function checkFeedback(
  { responses, judgements, critics }: RecordedShard,
  sources: FeedbackSources,
  findings: Findings,
): Promise<void> {
  const index: ShardIndex = {
    prompts: sources.prompts,
    responses: new Map(responses.map((response) => [response.id, response])),
    judgements: new Map(judgements.map((judgement) => [judgement.id, judgement])),
  };
  for (const { path, records } of critics) {
    const calls = (await callValues(sources.store, callsOf(path, sources.layout))) ?? new Map<string, unknown>();
    const seen = new Set<string>();
    for (const [line, record] of records.entries()) {
      const differ = (problem: string) => findings.differ(`${path}:${line + 1}`, problem);
      if (seen.has(record.id)) differ(`${record.kind} ${record.id} is there twice`);
      seen.add(record.id);
      const problems = [...linkProblems(record, index), ...modelProblems(record, sources), ...winnerProblems(record)];
      problems.forEach(differ);
      const missing = keysOf(record).filter((key) => !calls.has(key));
      for (const key of missing) differ(`its call ${key} is not recorded`);
      if (missing.length === 0) callProblems(record, { calls, ...index, ...sources }).forEach(differ);
    }
    findings.prove('feedback', records.length);
  }
}

/** The calls of `feedback-pairwise/shard-0000.jsonl` are in `calls/pairwise-shard-0000.jsonl`. */
function callsOf(path: string, layout: FeedbackSources['layout']): string {
  const critic = basename(dirname(path)).replace(/^feedback-/, '');
  return layout.calls(`${critic}-${basename(path, '.jsonl')}`);
}

function linkProblems(record: FeedbackRecord, { prompts, responses, judgements }: ShardIndex): string[] {
  const problems = prompts.has(record.promptId) ? [] : [`its prompt ${record.promptId} does not exist`];
  for (const id of responsesOf(record)) {
    const response = responses.get(id);
    if (!response) problems.push(`its response ${id} does not exist`);
    else if (response.promptId !== record.promptId)
      problems.push(`names prompt ${record.promptId}; its response ${id} answers ${response.promptId}`);
  }
  if (record.kind !== 'meta-verdict') return problems;
  for (const id of [record.firstId, record.secondId]) {
    const judgement = judgements.get(id);
    if (!judgement) problems.push(`its judgement ${id} does not exist`);
    else if (judgement.responseId !== record.responseId)
      problems.push(`is about ${record.responseId}; its judgement ${id} is of ${judgement.responseId}`);
  }
  return problems;
}

/** The responses that a record is about; steps are none. */
function responsesOf(record: FeedbackRecord): string[] {
  if (record.kind === 'step-pair' || record.kind === 'solution') return [];
  return 'responseId' in record ? [record.responseId] : [record.firstId, record.secondId];
}

function modelProblems(record: FeedbackRecord, sources: FeedbackSources): string[] {
  const { kind, model } = record;
  const judge = judgeOf(record, sources);
  if (judge.kind === 'model' && model !== judge.digest) return [`was made by ${model}; the judge is ${judge.digest}`];
  if (judge.kind === 'unknown') return [`was made by ${judge.who}, whom the recipe does not name`];
  if (kind === 'log-probability' && !sources.measured.includes(model))
    return [`was measured with ${model}, which is no model of the iteration`];
  return [];
}

function winnerProblems(record: FeedbackRecord): string[] {
  if (record.kind !== 'verdict') return [];
  const { forward, backward, winner } = record;
  if (winner === combineVerdicts(forward, backward)) return [];
  return [`says ${winner}; its two orders, ${forward} and ${backward}, do not give that`];
}
