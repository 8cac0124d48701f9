import type { ComparisonRecord } from '../feedback-records';
import { shareOfFirst } from '../judging/combine-verdicts';
import { mayBeChosen, pairsOf, readSame, type PooledResponse } from './candidate-rules';
import { meanOf, roundScore } from '../statistics/score-arithmetic';
import { comparedPair } from './example-parts';
import type { WinRatePairRecord } from './example-records';
import {
  selectByPrompt,
  type IterationRecords,
  type PromptCandidates,
  type SelectedExamples,
} from './select-by-prompt';

/** `best-and-worst` keeps the pair that is furthest apart; what is equally far is drawn. */
export type WinRatePairing = 'all-pairs' | 'best-and-worst';

/**
 * Of prompts: `too-few-compared` (fewer than two responses have a comparison with a verdict). Of pairs: `identical-text`,
 * and `unfit-preferred` when the side with the higher rate was cut or is blank.
 */
export type WinRateDiscard = 'too-few-compared' | 'identical-text' | 'unfit-preferred';

export interface WinRateFigures {
  comparisons: number;
  /** Comparisons without a verdict in one of the orders: they count for neither side. */
  nulls: number;
}

export interface WinRatePairs extends SelectedExamples<WinRatePairRecord, WinRateDiscard> {
  figures: WinRateFigures;
}

/** One judge's verdict on two responses, or that of a panel, which rests on several records. */
export interface Comparison extends Pick<
  ComparisonRecord,
  'id' | 'promptId' | 'firstId' | 'secondId' | 'forward' | 'backward' | 'winner'
> {
  feedbackIds?: readonly string[];
}

/** How often a response beats the others of its prompt. */
export interface WinRate {
  rate: number;
  feedbackIds: string[];
}

/** DNO-soft (2404.03715): pairs with the expected win rates of their sides against the policy, for the regression loss. */
export function selectWinRates(
  records: IterationRecords<Comparison>,
  pairing: WinRatePairing = 'all-pairs',
): WinRatePairs {
  const { examples, discarded } = selectByPrompt<Comparison, WinRatePairRecord, WinRateDiscard>(records, {
    purpose: 'win-rates',
    none: { 'too-few-compared': 0, 'identical-text': 0, 'unfit-preferred': 0 },
    select: (candidates) => {
      const rates = winRates(candidates.feedback);
      const rated = candidates.responses.flatMap((response) => {
        const rate = rates.get(response.id);
        return rate ? [{ response, ...rate }] : [];
      });
      if (rated.length < 2) return { examples: [], discarded: ['too-few-compared'] };
      const judged = pairsOf(rated).map((pair) => ({ pair, reason: unfitness(pair) }));
      const fit = judged.flatMap(({ pair, reason }) => (reason === null ? [pair] : []));
      return {
        examples: kept(fit, pairing, candidates).map(([first, second], number) =>
          toPair(candidates, first, second, number),
        ),
        discarded: judged.flatMap(({ reason }) => reason ?? []),
      };
    },
  });
  const nulls = records.feedback.filter((comparison) => comparison.winner === 'null').length;
  return { examples, discarded, figures: { comparisons: records.feedback.length, nulls } };
}

/** The mean over the others of P(y beats y'), itself the mean of both orders, a tie counting as half. */
export function winRates(comparisons: readonly Comparison[]): Map<string, WinRate> {
  const wins = new Map<string, { shares: number[]; feedbackIds: string[] }>();
  const add = (id: string, share: number, restsOn: readonly string[]) => {
    const of = wins.get(id) ?? { shares: [], feedbackIds: [] };
    wins.set(id, { shares: [...of.shares, share], feedbackIds: [...of.feedbackIds, ...restsOn] });
  };
  for (const { id, firstId, secondId, forward, backward, feedbackIds = [id] } of comparisons) {
    const share = meanOf([forward, backward].flatMap(shareOfFirst));
    if (forward === 'null' || backward === 'null' || share === null) continue;
    add(firstId, share, feedbackIds);
    add(secondId, 1 - share, feedbackIds);
  }
  return new Map(
    [...wins].map(([id, { shares, feedbackIds }]) => [id, { rate: roundScore(meanOf(shares) ?? 0), feedbackIds }]),
  );
}

type Rated = WinRate & { response: PooledResponse };

function unfitness([first, second]: [Rated, Rated]): WinRateDiscard | null {
  if (readSame(first.response, second.response)) return 'identical-text';
  const preferred = [first, second].filter(({ rate }) => rate > Math.min(first.rate, second.rate));
  return preferred.every(({ response }) => mayBeChosen(response)) ? null : 'unfit-preferred';
}

function kept(
  pairs: [Rated, Rated][],
  pairing: WinRatePairing,
  { random }: PromptCandidates<Comparison>,
): [Rated, Rated][] {
  if (pairing === 'all-pairs' || pairs.length === 0) return pairs;
  const apart = ([first, second]: [Rated, Rated]) => roundScore(Math.abs(first.rate - second.rate));
  const furthest = Math.max(...pairs.map(apart));
  return [random.pick(pairs.filter((pair) => apart(pair) === furthest))];
}

function toPair(context: PromptCandidates<Comparison>, first: Rated, second: Rated, number: number): WinRatePairRecord {
  const feedbackIds = [...new Set([...first.feedbackIds, ...second.feedbackIds])];
  const pair = comparedPair(context, { first: first.response, second: second.response, number, feedbackIds });
  return { ...pair, firstReward: first.rate, secondReward: second.rate };
}
