import { average } from './average';
import { sigmoid } from './bernoulli';
import { dot, fitLogistic, type LogisticRow } from './logistic-fit';
import { standardDeviation, standardError } from './standard-error';

/** Answers of a model and of the baseline to one prompt. Lengths in code points. */
export interface AnswerComparison {
  /** The probability that the model's answer is the better one. */
  preference: number;
  modelLength: number;
  baselineLength: number;
  /** How much the prompt favours any model over the baseline; 0 where nothing is known of it. */
  difficulty: number;
}

/** A comparison of the baseline with a shorter or longer version of itself, which ties the length term down. */
export interface GamedComparison {
  preference: number;
  /** The difference in length over its standard deviation, baseline - version. */
  standardisedLength: number;
  difficulty: number;
}

/**
 * - `full`: length, difficulty and the gamed baselines, as published.
 * - `noreg`: without the gamed baselines.
 * - `minimal`: length alone.
 */
export type LengthControl = 'full' | 'noreg' | 'minimal';

export interface LengthControlledWinRate {
  variant: LengthControl;
  /** A share; null when length alone decides, so that nothing tells what is left without it. */
  winRate: number | null;
  /** Of the mean of the predictions. */
  standardError: number | null;
  /** L2 penalty of the length term. */
  penalty: number;
  /** Of tanh of the standardised difference in length, of the difficulty, and of the model. */
  coefficients: { length: number; difficulty: number; model: number } | null;
  /** Far from the raw win rate: more than 10 points and a quarter of the room that there was. */
  farFromRaw: boolean;
}

/** Total weight of the gamed comparisons of one version, over that of the model's. */
const GAMED_WEIGHT = 0.2;
/** The two versions of the baseline. */
const GAMED_VERSIONS = 2;
/** Of fewer prompts the length term is uncertain and is pulled towards 0. */
const FEWEST_UNPENALISED = 100;

/**
 * The win rate that answers of the baseline's length would have (2404.04475): logit of a preference =
 * theta + phi * tanh((baseline length - model length) / its sample standard deviation) + psi * difficulty, where theta is of the
 * model's own comparisons alone; then the mean of the predictions without the length term.
 */
export function lengthControlledWinRate(
  comparisons: readonly AnswerComparison[],
  variant: LengthControl,
  gamed: readonly GamedComparison[] = [],
): LengthControlledWinRate {
  const penalty = comparisons.length < FEWEST_UNPENALISED ? 1 : 0;
  const raw = average(comparisons.map(({ preference }) => preference));
  if (comparisons.every(isIdentical)) {
    const coefficients = { length: 0, difficulty: 0, model: 0 };
    return { variant, winRate: raw, standardError: raw && 0, penalty, coefficients, farFromRaw: false };
  }
  const own = modelRows(comparisons, variant);
  const rows = variant === 'full' ? [...own, ...gamedRows(gamed)] : own;
  const fitted = fitLogistic(rows, [penalty, 0, 0]);
  if (!fitted) {
    return { variant, winRate: null, standardError: null, penalty, coefficients: null, farFromRaw: false };
  }
  const [length = 0, difficulty = 0, model = 0] = fitted;
  const predictions = own.map(({ x: [, ...others] }) => sigmoid(dot(others, [difficulty, model])));
  const winRate = average(predictions);
  return {
    variant,
    winRate,
    standardError: standardError(predictions),
    penalty,
    coefficients: { length, difficulty, model },
    farFromRaw: raw !== null && winRate !== null && isFar(raw, winRate),
  };
}

/** A model against itself wins half by definition, whatever the gamed baselines say. */
function isIdentical({ preference, modelLength, baselineLength }: AnswerComparison): boolean {
  return preference === 0.5 && modelLength === baselineLength;
}

function modelRows(comparisons: readonly AnswerComparison[], variant: LengthControl): LogisticRow[] {
  const differences = comparisons.map(({ modelLength, baselineLength }) => baselineLength - modelLength);
  // Where all differ by the same, lengths tell nothing apart and the term is left out.
  const isConstant = differences.every((difference) => difference === differences[0]);
  const deviation = isConstant ? Number.POSITIVE_INFINITY : (standardDeviation(differences) ?? 1);
  return comparisons.map(({ preference, difficulty }, index) => ({
    x: [Math.tanh((differences[index] ?? 0) / deviation), variant === 'minimal' ? 0 : difficulty, 1],
    y: preference,
  }));
}

function gamedRows(gamed: readonly GamedComparison[]): LogisticRow[] {
  return gamed.map(({ preference, standardisedLength, difficulty }) => ({
    x: [Math.tanh(standardisedLength), difficulty, 0],
    y: preference,
    weight: GAMED_WEIGHT / GAMED_VERSIONS,
  }));
}

function isFar(raw: number, controlled: number): boolean {
  const room = controlled > raw ? 1 - raw : raw;
  return Math.abs(controlled - raw) > Math.max(0.1, room / 4);
}
