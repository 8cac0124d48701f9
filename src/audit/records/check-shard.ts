import type { JudgeRubric } from '../../core/judging/judge-rubrics';
import type { JudgementRecord, ResponseRecord } from '../../core/records';
import type { Findings } from '../findings';
import type { RecordedShard } from './read-iteration';

/** Digests of the models that an iteration's records must come from. */
export interface RecordModels {
  policy: string;
  judge: string;
}

/** The links of a shard: judgement to response to prompt, the models of both, and each score in the text that gave it. */
export function checkShard(
  { responses, judgements, paths }: RecordedShard,
  prompts: ReadonlyMap<string, unknown>,
  { rubric, ...models }: RecordModels & { rubric: JudgeRubric },
  findings: Findings,
): void {
  const byId = new Map<string, ResponseRecord>();
  for (const [index, response] of responses.entries()) {
    const differ = (problem: string) => findings.differ(`${paths.responses}:${index + 1}`, problem);
    if (byId.has(response.id)) differ(`response ${response.id} is there twice`);
    byId.set(response.id, response);
    if (!prompts.has(response.promptId)) differ(`its prompt ${response.promptId} does not exist`);
    if (response.model !== models.policy) differ(`was made by ${response.model}; the policy is ${models.policy}`);
  }
  findings.prove('responses', responses.length);
  const seen = new Set<string>();
  for (const [index, judgement] of judgements.entries()) {
    const differ = (problem: string) => findings.differ(`${paths.feedback ?? ''}:${index + 1}`, problem);
    if (seen.has(judgement.id)) differ(`judgement ${judgement.id} is there twice`);
    seen.add(judgement.id);
    const response = byId.get(judgement.responseId);
    if (!response) differ(`its response ${judgement.responseId} does not exist`);
    else if (response.promptId !== judgement.promptId)
      differ(`names prompt ${judgement.promptId}; its response answers ${response.promptId}`);
    if (judgement.model !== models.judge) differ(`was made by ${judgement.model}; the judge is ${models.judge}`);
    const problem = scoreProblem(judgement, rubric);
    if (problem !== undefined) differ(problem);
  }
  findings.prove('judgements', judgements.length);
}

/** What was asked for as a single digit ends the text; everything else is read from the whole text. */
function scoreProblem({ text, attempt, outcome }: JudgementRecord, rubric: JudgeRubric): string | undefined {
  const read = rubric.parse(attempt === 3 ? (text.split('\n').at(-1) ?? '') : text);
  const scores = [outcome, read].map((found) => (found.kind === 'scored' ? String(found.score) : 'no score'));
  if (scores[0] === scores[1]) return undefined;
  return `is recorded with ${scores[0]}; its text gives ${scores[1]}`;
}
