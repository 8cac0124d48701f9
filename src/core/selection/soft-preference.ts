import type { PreferenceRecord } from '../feedback-records';
import type { PairRecord } from '../records';
import { mayBeChosen, readSame } from './candidate-rules';
import { roundScore } from '../statistics/score-arithmetic';
import { orderedPair } from './example-parts';
import type { SoftPairRecord } from './example-records';
import { pairProbabilities, type PairProbability } from './pair-probability';
import {
  selectByPrompt,
  type IterationRecords,
  type PromptCandidates,
  type SelectedExamples,
} from './select-by-prompt';

/**
 * Of prompts: `no-preference`. Of pairs: `identical-text`; `too-few-votes` where verdicts are sampled; `unfit-preferred`
 * when the more probable side was cut or is blank; `undecided` when neither side is more probable, or not by as much as the
 * threshold asks.
 */
export type PreferenceDiscard = 'no-preference' | 'identical-text' | 'too-few-votes' | 'unfit-preferred' | 'undecided';

type Selected<Example> = SelectedExamples<Example, PreferenceDiscard>;

const NONE: Record<PreferenceDiscard, number> = {
  'no-preference': 0,
  'identical-text': 0,
  'too-few-votes': 0,
  'unfit-preferred': 0,
  undecided: 0,
};

/** For soft-label DPO (2212.08073): the more probable side is chosen, and its probability is the confidence. */
export function selectSoftPairs(records: IterationRecords<PreferenceRecord>): Selected<SoftPairRecord> {
  return selectEach(records, (context, pair, number) => {
    if (pair.probability === 0.5) return 'undecided';
    const { sides, scores } = oriented(pair);
    return {
      ...orderedPair(context, { ...sides, number, feedbackIds: pair.feedbackIds }),
      ...scores,
      confidence: scores.chosenScore,
    };
  });
}

/** For DPO with hard labels: pairs whose more probable side is at least as probable as the threshold. */
export function selectHardPairs(records: IterationRecords<PreferenceRecord>, threshold: number): Selected<PairRecord> {
  return selectEach(records, (context, pair, number) => {
    const { sides, scores } = oriented(pair);
    if (pair.probability === 0.5 || scores.chosenScore < threshold) return 'undecided';
    const { feedbackIds, ...ordered } = orderedPair(context, { ...sides, number, feedbackIds: pair.feedbackIds });
    return { ...ordered, ...scores, judgementIds: feedbackIds };
  });
}

function selectEach<Example extends object>(
  records: IterationRecords<PreferenceRecord>,
  exampleOf: (
    context: PromptCandidates<PreferenceRecord>,
    pair: PairProbability,
    number: number,
  ) => Example | 'undecided',
): Selected<Example> {
  return selectByPrompt<PreferenceRecord, Example, PreferenceDiscard>(records, {
    purpose: 'soft-preference',
    none: NONE,
    select: (context) => {
      const pairs = pairProbabilities(context);
      if (pairs.length === 0) return { examples: [], discarded: ['no-preference'] };
      const outcomes = pairs.map((pair, number) => {
        if (readSame(pair.first, pair.second)) return 'identical-text';
        if (pair.probability === null) return 'too-few-votes';
        return isUnfit(pair) ? 'unfit-preferred' : exampleOf(context, pair, number);
      });
      return {
        examples: outcomes.flatMap((outcome) => (typeof outcome === 'string' ? [] : [outcome])),
        discarded: outcomes.flatMap((outcome) => (typeof outcome === 'string' ? [outcome] : [])),
      };
    },
  });
}

function isUnfit({ first, second, probability }: PairProbability): boolean {
  return probability !== 0.5 && !mayBeChosen(probability > 0.5 ? first : second);
}

function oriented({ first, second, probability }: PairProbability) {
  const chosenScore = roundScore(Math.max(probability, 1 - probability));
  return {
    sides: probability >= 0.5 ? { chosen: first, rejected: second } : { chosen: second, rejected: first },
    scores: { chosenScore, rejectedScore: roundScore(1 - chosenScore) },
  };
}
