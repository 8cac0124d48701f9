import { isBlank, mayBeChosen, originOf, readSame, type PooledResponse } from './candidate-rules';
import { orderedPair } from './example-parts';
import type { UnscoredPairRecord } from './example-records';
import { selectByPrompt, type IterationRecords, type SelectedExamples } from './select-by-prompt';

/**
 * Of prompts: `no-dataset-answer` (none, or one without content), `no-sample`. Of samples: `empty-sample`, and
 * `identical-text` when it reads as the answer does.
 */
export type DatasetDiscard = 'no-dataset-answer' | 'no-sample' | 'empty-sample' | 'identical-text';

/**
 * SPIN (2401.01335): the dataset's answer against every sample of the policy, without a judge. The last iteration's pairs
 * are mixed in by the `with-previous` pool (pair-pool.ts).
 */
export function selectDatasetAgainstSample(
  records: Omit<IterationRecords<never>, 'feedback'>,
): SelectedExamples<UnscoredPairRecord, DatasetDiscard> {
  return selectByPrompt<never, UnscoredPairRecord, DatasetDiscard>(
    { ...records, feedback: [] },
    {
      purpose: 'dataset-against-sample',
      none: { 'no-dataset-answer': 0, 'no-sample': 0, 'empty-sample': 0, 'identical-text': 0 },
      select: (candidates) => {
        const answer = candidates.responses.find(
          (response) => originOf(response) === 'dataset' && mayBeChosen(response),
        );
        if (!answer) return { examples: [], discarded: ['no-dataset-answer'] };
        const samples = candidates.responses.filter((response) => originOf(response) === 'policy');
        if (samples.length === 0) return { examples: [], discarded: ['no-sample'] };
        const judged = samples.map((sample) => ({ sample, reason: unfitness(answer, sample) }));
        const fit = judged.flatMap(({ sample, reason }) => (reason === null ? [sample] : []));
        return {
          examples: fit.map((sample, number) =>
            orderedPair(candidates, { chosen: answer, rejected: sample, number, feedbackIds: [] }),
          ),
          discarded: judged.flatMap(({ reason }) => reason ?? []),
        };
      },
    },
  );
}

function unfitness(answer: PooledResponse, sample: PooledResponse): DatasetDiscard | null {
  if (isBlank(sample)) return 'empty-sample';
  return readSame(answer, sample) ? 'identical-text' : null;
}
