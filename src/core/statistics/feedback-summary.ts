import type { JudgementRecord } from '../records';

/** What the judgements of some responses look like together. */
export interface FeedbackSummary {
  judgements: number;
  /** Judgements whose first reply had a score. */
  parsedAtFirst: number;
  /** Judgements that were scored as a single digit after two replies without a score. */
  constrained: number;
  /** Judgements that stayed without a score. */
  unparsed: number;
  /** Responses that the judge refused, for example because they are too long for it. */
  unjudged: number;
  /** Scored judgements by score, rounded to 0 to 5. */
  histogram: number[];
}

export function feedbackSummary(
  responseIds: readonly string[],
  judgements: readonly JudgementRecord[],
): FeedbackSummary {
  const judged = new Set(judgements.map((judgement) => judgement.responseId));
  const summary: FeedbackSummary = {
    judgements: judgements.length,
    parsedAtFirst: 0,
    constrained: 0,
    unparsed: 0,
    unjudged: responseIds.filter((id) => !judged.has(id)).length,
    histogram: [0, 0, 0, 0, 0, 0],
  };
  for (const { outcome, attempt } of judgements) {
    if (outcome.kind === 'unparsed') {
      summary.unparsed += 1;
      continue;
    }
    if (attempt === 1) summary.parsedAtFirst += 1;
    if (outcome.constrained) summary.constrained += 1;
    const bin = Math.round(outcome.score);
    summary.histogram[bin] = (summary.histogram[bin] ?? 0) + 1;
  }
  return summary;
}
