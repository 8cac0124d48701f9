import type { MetaVerdictRecord } from '../../../../src/core/feedback-records';
import type { Verdict } from '../../../../src/core/judging/combine-verdicts';
import type { JudgementRecord } from '../../../../src/core/records';
import { judgements } from '../selection/candidates';

const digest = `sha256:${'0'.repeat(64)}`;

export const scope = { run: '1', iteration: 1, attempt: 1 };

/** Judgements of one response with texts of their own; null stands for an unparsed one. */
export function told(responseId: string, scores: readonly (number | null)[], promptId = 'p'): JudgementRecord[] {
  return judgements(responseId, scores, promptId).map((judgement, index) => ({
    ...judgement,
    text: `Reason ${index}.\nScore: ${scores[index]}`,
  }));
}

/** One comparison of the judgements `first` and `second`, given by their ids. */
export function metaVerdict(
  [first, second]: readonly [string, string],
  [forward, backward]: readonly [Verdict, Verdict],
  promptId = 'p',
): MetaVerdictRecord {
  const [responseId = ''] = first.split('.j');
  return {
    kind: 'meta-verdict',
    id: `${first}-${second}`,
    promptId,
    model: digest,
    responseId,
    firstId: first,
    secondId: second,
    forward,
    backward,
    texts: ['', ''],
    callKeys: [digest, digest],
  };
}
