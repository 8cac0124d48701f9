import type { Random } from '../random';
import { average } from '../statistics/average';
import { bootstrapInterval, type Interval } from '../statistics/bootstrap';
import { lastNumber, verifyExactAnswer } from '../verifiers/exact-answer';

/** A solution with the right answer; `graded` is what another checker said of it. */
export interface Gsm8kSolution {
  key: string;
  reference: string;
  response: string;
  graded?: boolean | undefined;
}

export interface Gsm8kReport {
  questions: number;
  correct: number;
  accuracy: Interval | null;
  /** Solutions that end in no number at all; they are wrong. */
  withoutNumber: number;
  /** How many of our verdicts equal those of the other checker. */
  agreement: { compared: number; equal: number };
}

/** Exact answers to grade-school mathematics (2110.14168): the last number of a solution is the last one of the reference. */
export function gsm8kReport(solutions: readonly Gsm8kSolution[], random: Random): Gsm8kReport {
  const scores = gsm8kScores(solutions);
  const compared = solutions.filter(({ graded }) => graded !== undefined);
  return {
    questions: solutions.length,
    correct: [...scores.values()].filter((score) => score === 1).length,
    accuracy: bootstrapInterval([...scores.values()], average, { random }),
    withoutNumber: solutions.filter(({ response }) => lastNumber(response) === null).length,
    agreement: {
      compared: compared.length,
      equal: compared.filter(({ key, graded }) => (scores.get(key) === 1) === graded).length,
    },
  };
}

/** 1 or 0 for each question. */
export function gsm8kScores(solutions: readonly Gsm8kSolution[]): Map<string, number> {
  return new Map(
    solutions.map(({ key, reference, response }) => [key, verifyExactAnswer({ response, expected: reference }).score]),
  );
}
