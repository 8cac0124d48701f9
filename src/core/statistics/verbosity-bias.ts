import type { Verdict } from '../judging/combine-verdicts';
import { average } from './average';

/** The first response is the original, the second one the same padded with repeats that add nothing. */
export interface PaddedComparison {
  forward: Verdict;
  backward: Verdict;
}

/** Share of comparisons in which the judge prefers the padded response in both orders (2306.05685); unreadable ones left out. */
export function verbosityAttack(comparisons: readonly PaddedComparison[]): {
  compared: number;
  failureRate: number | null;
} {
  const complete = comparisons.filter(({ forward, backward }) => forward !== 'null' && backward !== 'null');
  const failures = complete.map(({ forward, backward }) => Number(forward === 'second' && backward === 'second'));
  return { compared: complete.length, failureRate: average(failures) };
}

/** A pair that people decided, with the judge's winner and the lengths in code points. */
export interface HumanComparison {
  human: 'first' | 'second';
  judge: Verdict;
  firstLength: number;
  secondLength: number;
}

export interface VerbosityBias {
  shorterPreferred: { compared: number; wrong: number | null };
  longerPreferred: { compared: number; wrong: number | null };
  /** P(judge wrong | people prefer the shorter) - P(judge wrong | people prefer the longer); null without either kind. */
  bias: number | null;
}

/**
 * How far length misleads a judge (2310.10076). Its ties and unreadable verdicts, and pairs of one length, are left out:
 * the measure is defined for a choice between two lengths.
 */
export function verbosityAgainstHumans(comparisons: readonly HumanComparison[]): VerbosityBias {
  const decided = comparisons.filter(
    ({ judge, firstLength, secondLength }) => (judge === 'first' || judge === 'second') && firstLength !== secondLength,
  );
  const errors = (where: 'shorter' | 'longer') => {
    const chosen = decided.filter((comparison) => preferred(comparison) === where);
    return { compared: chosen.length, wrong: average(chosen.map(({ human, judge }) => Number(human !== judge))) };
  };
  const [shorterPreferred, longerPreferred] = [errors('shorter'), errors('longer')];
  const bias =
    shorterPreferred.wrong === null || longerPreferred.wrong === null
      ? null
      : shorterPreferred.wrong - longerPreferred.wrong;
  return { shorterPreferred, longerPreferred, bias };
}

function preferred({ human, firstLength, secondLength }: HumanComparison): 'shorter' | 'longer' {
  return (human === 'first') === firstLength < secondLength ? 'shorter' : 'longer';
}
