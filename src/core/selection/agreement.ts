import { implicitPreference, type ImplicitSettings } from '../consistency/implicit-preference';
import type { LogProbabilityRecord, PreferenceRecord } from '../feedback-records';
import { groupBy } from '../group-by';
import type { PairRecord } from '../records';
import { symmetricKl } from '../statistics/bernoulli';
import { byId, mayBeChosen, readSame } from './candidate-rules';
import { meanOf, roundScore } from '../statistics/score-arithmetic';
import { orderedPair } from './example-parts';
import { pairProbabilities, type PairProbability } from './pair-probability';
import {
  selectByPrompt,
  type IterationRecords,
  type PromptCandidates,
  type SelectedExamples,
} from './select-by-prompt';

export interface AgreementSettings extends ImplicitSettings {
  /** How far from 1/2 both probabilities must be. */
  delta: number;
}

/**
 * Of prompts: `no-preference`. Of pairs: `too-few-votes` (where verdicts are sampled), `no-log-probability`,
 * `identical-text`, `disagreement` (the two reward models are not on one side of 1/2, or not both far enough from it),
 * `unfit-preferred`.
 */
export type AgreementDiscard =
  'no-preference' | 'too-few-votes' | 'no-log-probability' | 'identical-text' | 'disagreement' | 'unfit-preferred';

const NONE: Record<AgreementDiscard, number> = {
  'no-preference': 0,
  'too-few-votes': 0,
  'no-log-probability': 0,
  'identical-text': 0,
  disagreement: 0,
  'unfit-preferred': 0,
};

export interface AgreementFigures {
  /** Pairs with both probabilities. */
  compared: number;
  /** Share of them for which both models prefer the same side, however little. Null when nothing was compared. */
  consistency: number | null;
  /** Share that the mask lets through. */
  agreed: number | null;
  /** Mean symmetric Kullback-Leibler divergence of the two. */
  divergence: number | null;
  /** Share for which the judge prefers the first response: a constant judge shows itself here. */
  firstPreferred: number | null;
}

export interface AgreedPairs extends SelectedExamples<PairRecord, AgreementDiscard> {
  figures: AgreementFigures;
}

/** What the two reward models of one model say about a pair. */
export interface TwoPreferences {
  generative: number;
  implicit: number;
}

/** Whether both are on the same side of 1/2 and at least `delta` away from it. */
export function agree({ generative, implicit }: TwoPreferences, delta: number): boolean {
  const [g, i] = [generative - 0.5, implicit - 0.5];
  return g * i > 0 && Math.min(Math.abs(g), Math.abs(i)) >= delta - 1e-9;
}

/** SCIR offline (2502.08922): the pairs on which judge and implicit reward agree, ordered as they say. */
export function selectAgreed(
  {
    logProbabilities,
    ...records
  }: IterationRecords<PreferenceRecord> & { logProbabilities: readonly LogProbabilityRecord[] },
  { delta, ...settings }: AgreementSettings,
): AgreedPairs {
  const byResponse = groupBy(logProbabilities.toSorted(byId), ({ responseId }) => responseId);
  const compared: TwoPreferences[] = [];
  const { examples, discarded } = selectByPrompt<PreferenceRecord, PairRecord, AgreementDiscard>(records, {
    purpose: 'agreement',
    none: NONE,
    select: (context) => {
      const pairs = pairProbabilities(context);
      if (pairs.length === 0) return { examples: [], discarded: ['no-preference'] };
      const outcomes = pairs.map((pair, number) => {
        if (readSame(pair.first, pair.second)) return 'identical-text';
        if (pair.probability === null) return 'too-few-votes';
        const implicit = implicitPreference(
          byResponse.get(pair.first.id) ?? [],
          byResponse.get(pair.second.id) ?? [],
          settings,
        );
        if (!implicit) return 'no-log-probability';
        const both = { generative: pair.probability, implicit: implicit.probability };
        compared.push(both);
        if (!agree(both, delta)) return 'disagreement';
        return toPair(context, { ...pair, feedbackIds: [...pair.feedbackIds, ...implicit.feedbackIds] }, number);
      });
      return {
        examples: outcomes.flatMap((outcome) => (typeof outcome === 'string' ? [] : [outcome])),
        discarded: outcomes.flatMap((outcome) => (typeof outcome === 'string' ? [outcome] : [])),
      };
    },
  });
  return { examples, discarded, figures: figuresOf(compared, delta) };
}

function toPair(
  context: PromptCandidates<PreferenceRecord>,
  pair: PairProbability,
  number: number,
): PairRecord | 'unfit-preferred' {
  const isFirst = pair.probability > 0.5;
  const [chosen, rejected] = isFirst ? [pair.first, pair.second] : [pair.second, pair.first];
  if (!mayBeChosen(chosen)) return 'unfit-preferred';
  const chosenScore = roundScore(isFirst ? pair.probability : 1 - pair.probability);
  const { feedbackIds, ...ordered } = orderedPair(context, { chosen, rejected, number, feedbackIds: pair.feedbackIds });
  return { ...ordered, chosenScore, rejectedScore: roundScore(1 - chosenScore), judgementIds: feedbackIds };
}

function figuresOf(compared: readonly TwoPreferences[], delta: number): AgreementFigures {
  const share = (holds: (both: TwoPreferences) => boolean) => meanOf(compared.map((both) => Number(holds(both))));
  return {
    compared: compared.length,
    consistency: share((both) => agree(both, 0)),
    agreed: share((both) => agree(both, delta)),
    divergence: meanOf(compared.map(({ generative, implicit }) => symmetricKl(generative, implicit))),
    firstPreferred: share(({ generative }) => generative > 0.5),
  };
}
