import { groupBy } from '../group-by';
import { combineVerdicts, type Verdict } from '../judging/combine-verdicts';
import type { Random } from '../random';
import { average } from '../statistics/average';
import { bootstrapInterval, type Interval } from '../statistics/bootstrap';
import { headToHead, type HeadToHead } from '../statistics/head-to-head';
import type { MtBenchMatch, MtBenchRating } from './mt-bench-formats';

/** Ratings from 1 to 10 of one model by one judge; null where none could be read. Intervals are over questions. */
export interface MtBenchReport {
  model: string;
  judge: string;
  questions: number;
  judgements: number;
  /** Judgements without a rating; they are in no mean. */
  unparsed: number;
  /** Judgements whose text says another rating than the one recorded. */
  otherThanRecorded: number;
  firstTurn: Interval | null;
  secondTurn: Interval | null;
  average: Interval | null;
  categories: { category: string; judgements: number; average: number | null }[];
}

/** Single-answer grading (2306.05685): means by turn, over both turns, and by category where categories are known. */
export function mtBenchReports(
  ratings: readonly MtBenchRating[],
  categories: ReadonlyMap<number, string>,
  random: Random,
): MtBenchReport[] {
  return [...groupBy(ratings, ({ model, judge }) => JSON.stringify([judge, model])).values()].map((of) => {
    const questions = [...groupBy(of, ({ questionId }) => questionId).values()];
    const meanOf = (turns: readonly number[]) =>
      bootstrapInterval(
        questions,
        (sample) =>
          average(
            sample.flatMap((rows) => rows.flatMap(({ turn, rating }) => (turns.includes(turn) ? (rating ?? []) : []))),
          ),
        { random },
      );
    const byCategory = groupBy(of, ({ questionId }) => categories.get(questionId) ?? null);
    return {
      model: of[0]?.model ?? '',
      judge: of[0]?.judge ?? '',
      questions: questions.length,
      judgements: of.length,
      unparsed: of.filter(({ rating }) => rating === null).length,
      otherThanRecorded: of.filter(({ isAsRecorded }) => !isAsRecorded).length,
      firstTurn: meanOf([1]),
      secondTurn: meanOf([2]),
      average: meanOf([1, 2]),
      categories: [...byCategory].flatMap(([category, rows]) =>
        category === null
          ? []
          : [{ category, judgements: rows.length, average: average(rows.flatMap(({ rating }) => rating ?? [])) }],
      ),
    };
  });
}

/** The mean rating of each question, to compare models on. */
export function ratingsByQuestion(ratings: readonly MtBenchRating[]): Map<string, number> {
  return new Map(
    [...groupBy(ratings, ({ questionId }) => questionId)].flatMap(([question, rows]) => {
      const mean = average(rows.flatMap(({ rating }) => rating ?? []));
      return mean === null ? [] : [[String(question), mean]];
    }),
  );
}

export type MtBenchWinRate = HeadToHead & { model: string; judge: string; interval: Interval | null };

/** Pairwise comparison in both orders: each model against all that it met; disagreeing orders tie, errors count nowhere. */
export function mtBenchWinRates(matches: readonly MtBenchMatch[], random: Random): MtBenchWinRate[] {
  const sides = matches.flatMap(({ first, second, judge, forward, backward }) => {
    const outcome = combineVerdicts(forward, backward);
    return [
      { model: first, judge, outcome },
      { model: second, judge, outcome: swapped(outcome) },
    ];
  });
  return [...groupBy(sides, ({ model, judge }) => JSON.stringify([judge, model])).values()].map((of) => {
    const outcomes = of.map(({ outcome }) => outcome);
    return {
      model: of[0]?.model ?? '',
      judge: of[0]?.judge ?? '',
      ...headToHead(outcomes),
      interval: bootstrapInterval(outcomes, (sample) => headToHead(sample).winRate, { random }),
    };
  });
}

function swapped(verdict: Verdict): Verdict {
  if (verdict === 'first') return 'second';
  return verdict === 'second' ? 'first' : verdict;
}
