import { sigmoid } from './bernoulli';
import { fitLogistic, logisticLikelihood, type LogisticRow } from './logistic-fit';
import { newtonAscent, type ConcaveFunction } from './newton-ascent';

export interface RaoKupperFit {
  /** One a column: strengths where a column stands for a player, whose opponent without a column has strength 0. */
  coefficients: number[];
  /** By how much one side must be stronger to win more often than not. 0 where nobody tied. */
  eta: number;
}

/** Equally strong sides then decide one game in 80,000: a likelihood that still rises there has no maximum. */
const LARGEST_ETA = 12;

/**
 * Bradley-Terry with ties (Rao and Kupper 1967): with d = b . x the first side wins with sigma(d - eta), loses with
 * sigma(-d - eta) and ties else, that is p_i / (p_i + theta p_j) and so on with theta = exp(eta) >= 1. The likelihood is
 * concave in b and eta together. Without a tie eta is at its bound 0, which is Bradley-Terry. Null where the maximum is not
 * finite, as where all games are ties or one of two sides never loses, or not unique.
 * @param rows y is 1 for won, 1/2 for tied, 0 for lost
 * @throws RangeError for any other y
 */
export function fitRaoKupper(rows: readonly LogisticRow[], columns: number): RaoKupperFit | null {
  const [tied, all] = [sumOfWeights(rows.filter(({ y }) => y === TIED)), sumOfWeights(rows)];
  const free = Array.from({ length: columns }, () => 0);
  if (tied === 0) {
    const coefficients = fitLogistic(rows, free);
    return coefficients && { coefficients, eta: 0 };
  }
  if (tied === all) return null;
  // The threshold of sides that are all equally strong.
  const start = [...free, 2 * Math.atanh(tied / all)];
  const fitted = newtonAscent(likelihood(rows, tied), start);
  const eta = fitted?.[columns] ?? Infinity;
  return fitted && eta < LARGEST_ETA ? { coefficients: fitted.slice(0, columns), eta } : null;
}

/** The chance to win, and half of that of a tie, against a side that is weaker by `difference`. */
export function expectedScore(difference: number, eta: number): number {
  return (1 + sigmoid(difference - eta) - sigmoid(-difference - eta)) / 2;
}

const TIED = 0.5;

/**
 * The chance of a tie is (1 - sigma(d - eta)) (1 - sigma(-d - eta)) (1 - exp(-2 eta)), so that all but the last factor is the
 * likelihood of a logistic model in which either side passes the threshold or does not. The last coefficient is eta.
 */
function likelihood(rows: readonly LogisticRow[], tied: number): ConcaveFunction {
  const sides = rows.flatMap(sidesOf);
  const columns = sides[0]?.x.length ?? 0;
  const passing = logisticLikelihood(
    sides,
    Array.from({ length: columns }, () => 0),
  );
  const etaOf = (at: readonly number[]) => at[columns - 1] ?? 0;
  return {
    ...passing,
    valueAt: (at) => (etaOf(at) > 0 ? passing.valueAt(at) + tied * Math.log(-Math.expm1(-2 * etaOf(at))) : -Infinity),
    slopesAt: (at) => {
      const { gradient, curvature } = passing.slopesAt(at);
      const [slope, bend] = [2 / Math.expm1(2 * etaOf(at)), 1 / Math.sinh(etaOf(at)) ** 2];
      const isEta = (column: number) => column === columns - 1;
      return {
        gradient: gradient.map((value, column) => (isEta(column) ? value + tied * slope : value)),
        curvature: curvature.map((bends, row) =>
          bends.map((value, column) => (isEta(row) && isEta(column) ? value + tied * bend : value)),
        ),
      };
    },
  };
}

/** Which sides passed the threshold: the winner did; of a tie, that neither did. */
function sidesOf({ x, y, ...row }: LogisticRow): LogisticRow[] {
  const first = { ...row, x: [...x, -1] };
  const second = { ...row, x: [...x.map((value) => -value), -1] };
  switch (y) {
    case 1:
      return [{ ...first, y: 1 }];
    case 0:
      return [{ ...second, y: 1 }];
    case TIED:
      return [first, second].map((side) => ({ ...side, y: 0 }));
    default:
      throw new RangeError(`y must be 1 for won, 1/2 for tied or 0 for lost, got ${y}`);
  }
}

function sumOfWeights(rows: readonly LogisticRow[]): number {
  return rows.reduce((sum, { weight = 1 }) => sum + weight, 0);
}
