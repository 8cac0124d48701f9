import type { Verdict } from '../judging/combine-verdicts';
import { average } from './average';

/** What a rater said about an item, or null where there is nothing to compare. */
export type Rating = string | null;

/** The same item seen by two raters. */
export type RatedTwice = readonly [Rating, Rating];

export interface Agreement {
  compared: number;
  /** Share of equal labels; null when nothing was compared. */
  agreement: number | null;
}

/** A verdict that could not be read is no rating. */
export function ratingOf(verdict: Verdict): Rating {
  return verdict === 'null' ? null : verdict;
}

/** Over the items that both rated; a tie is a label like any other (2306.05685, setup with ties). */
export function rawAgreement(items: readonly RatedTwice[]): Agreement {
  const compared = items.filter(([first, second]) => first !== null && second !== null);
  return { compared: compared.length, agreement: average(compared.map(([first, second]) => Number(first === second))) };
}

/** Over the items that neither rater called a tie (2306.05685, setup without ties). */
export function agreementWithoutTies(items: readonly RatedTwice[]): Agreement {
  return rawAgreement(items.filter((pair) => !pair.includes('tie')));
}

/**
 * Cohen's kappa over the items that both rated: 1 - observed disagreement / disagreement expected by chance. Null when
 * chance leaves nothing to disagree on, because both gave one and the same label to everything.
 */
export function cohensKappa(items: readonly RatedTwice[]): number | null {
  const compared = items.filter(([first, second]) => first !== null && second !== null);
  const labels = [...new Set(compared.flat())];
  const disagreed = compared.filter(([first, second]) => first !== second).length;
  let expected = 0;
  for (const label of labels) {
    const byFirst = compared.filter(([first]) => first === label).length;
    const otherwiseBySecond = compared.filter(([, second]) => second !== label).length;
    expected += (byFirst * otherwiseBySecond) / compared.length;
  }
  return expected === 0 ? null : 1 - disagreed / expected;
}
