import { groupBy } from '../group-by';
import type { Verdict } from '../judging/combine-verdicts';
import { average } from './average';

/** A pair of which one response is the judge's own; `reference` is what people, or the panel, say. */
export interface OwnComparison {
  own: 'first' | 'second';
  judge: Verdict;
  reference: Verdict;
}

export interface SelfEnhancement {
  compared: number;
  judgeWinRate: number | null;
  referenceWinRate: number | null;
  /** The judge's win rate for its own responses minus the reference's, on the same pairs (2306.05685). */
  bias: number | null;
}

/** Over the pairs with both verdicts; a tie counts half. */
export function selfEnhancement(comparisons: readonly OwnComparison[]): SelfEnhancement {
  const complete = comparisons.filter(({ judge, reference }) => judge !== 'null' && reference !== 'null');
  const judgeWinRate = average(complete.map(({ own, judge }) => points(judge, own)));
  const referenceWinRate = average(complete.map(({ own, reference }) => points(reference, own)));
  const bias = judgeWinRate === null || referenceWinRate === null ? null : judgeWinRate - referenceWinRate;
  return { compared: complete.length, judgeWinRate, referenceWinRate, bias };
}

/** A response that the judge and the panel scored. */
export interface MatchedSample {
  origin: 'own' | 'outside';
  score: number;
  panelScore: number;
}

/**
 * The judge's mean score of its own samples minus that of outside samples of equal panel score, averaged over own
 * samples. Those without a match say nothing; null when there is none with one.
 */
export function ownScoreExcess(samples: readonly MatchedSample[]): { matched: number; excess: number | null } {
  const excesses = [...groupBy(samples, ({ panelScore }) => panelScore).values()].flatMap((group) => {
    const outside = average(group.filter(({ origin }) => origin === 'outside').map(({ score }) => score));
    return outside === null ? [] : group.filter(({ origin }) => origin === 'own').map(({ score }) => score - outside);
  });
  return { matched: excesses.length, excess: average(excesses) };
}

function points(verdict: Verdict, own: 'first' | 'second'): number {
  if (verdict === 'tie') return 0.5;
  return verdict === own ? 1 : 0;
}
