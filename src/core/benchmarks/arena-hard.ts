import type { Random } from '../random';
import { bootstrapIntervals, type Interval } from '../statistics/bootstrap';
import { eloOf } from '../statistics/bradley-terry';
import { standardDeviation } from '../statistics/standard-error';
import { gameScore, type ArenaHardJudgment, type GameScore } from './arena-hard-formats';
import { controlledScores, tieAwareFigures } from './arena-hard-strengths';

/** The two games of a prompt from the model's side, and how much more of each style feature its answer has than the baseline's. */
export interface Battle {
  key: string;
  model: string;
  games: readonly GameScore[];
  style: readonly number[];
}

export interface ArenaHardModel {
  model: string;
  prompts: number;
  /** Chance to win against the baseline and half of that of a tie, at equal style where style is controlled; a 90 % interval over prompts. */
  score: Interval | null;
  /** The strength, on a scale where the baseline has 1000; null where it is not finite. */
  elo: number | null;
}

export interface ArenaHardReport {
  models: ArenaHardModel[];
  /** What one standard deviation of each style feature adds to the log-odds; empty without style control. */
  style: number[];
  /** The threshold of ties, where they are an outcome of their own; null where there are no strengths. */
  eta?: Interval | null;
  /** Share of pairs of models whose intervals do not overlap; null of fewer than two. */
  separability: number | null;
}

/** A tie is half a win, or an outcome of its own, of all models alike. */
export const TIE_MODELS = ['half', 'rao-kupper'] as const;
export type TieModel = (typeof TIE_MODELS)[number];

const RESAMPLES = 100;
const CONFIDENCE = 0.9;

/** The games of both orders from the model's side; null where either could not be read, because both are left out then. */
export function gamesOf({ games: [baselineFirst, modelFirst] }: Pick<ArenaHardJudgment, 'games'>): GameScore[] | null {
  const [lost, won] = [baselineFirst, modelFirst].map((game) => (game?.score ? gameScore(game.score) : null));
  return lost && won ? [won, { score: 1 - lost.score, weight: lost.weight }] : null;
}

/**
 * Scores against one baseline (2406.11939), a decisive game counting three times. Without style control the score is the mean,
 * which is what Bradley-Terry comes to with one common opponent. With it, style features stand beside the strengths in the
 * log-odds, each divided by its standard deviation and not centred, so that strengths are those at no difference in style. The
 * games of a prompt are drawn together. Where ties are an outcome of their own, strengths and threshold of ties are those
 * of rao-kupper.ts, and the score is the one that is expected of them.
 */
export function arenaHardReport(battles: readonly Battle[], random: Random, ties: TieModel = 'half'): ArenaHardReport {
  const models = [...new Set(battles.map(({ model }) => model))];
  const features = battles[0]?.style.length ?? 0;
  const scales = Array.from(
    { length: features },
    (_, feature) => standardDeviation(battles.map(({ style }) => style[feature] ?? 0)) || 1,
  );
  const modelled = ties === 'rao-kupper';
  const figures = (sample: readonly Battle[]) => {
    if (modelled) return tieAwareFigures(sample, models, scales);
    return features === 0 ? meanScores(sample, models) : controlledScores(sample, models, scales);
  };
  const intervals = bootstrapIntervals(battles, figures, { random, resamples: RESAMPLES, confidence: CONFIDENCE });
  const [scores = [], style = [], [eta, ...strengths] = []] = [
    intervals?.slice(0, models.length),
    intervals?.slice(models.length, models.length + features),
    intervals?.slice(models.length + features),
  ];
  const reports = models.map((model, index) => {
    const score = scores[index] ?? null;
    const strength = strengths[index]?.estimate ?? (score === null ? Number.NaN : logit(score.estimate));
    return {
      model,
      prompts: battles.filter((battle) => battle.model === model).length,
      score,
      elo: Number.isFinite(strength) ? eloOf(strength) : null,
    };
  });
  return {
    models: reports.toSorted((a, b) => (b.score?.estimate ?? 0) - (a.score?.estimate ?? 0)),
    style: style.map(({ estimate }) => estimate),
    ...(modelled ? { eta: eta ?? null } : {}),
    separability: separability(reports.flatMap(({ score }) => score ?? [])),
  };
}

function logit(probability: number): number {
  return Math.log(probability / (1 - probability));
}

/** The weighted mean of each model's games; null where one of them has none. */
function meanScores(battles: readonly Battle[], models: readonly string[]): number[] | null {
  const scores = models.map((name) => meanScore(battles.flatMap(({ model, games }) => (model === name ? games : []))));
  return scores.every(Number.isFinite) ? scores : null;
}

/** Not a number of no game. */
export function meanScore(games: readonly GameScore[]): number {
  const weights = games.reduce((sum, { weight }) => sum + weight, 0);
  return games.reduce((sum, { score, weight }) => sum + weight * score, 0) / weights;
}

function separability(scores: readonly Interval[]): number | null {
  const pairs = scores.flatMap((one, index) => scores.slice(index + 1).map((other) => [one, other] as const));
  if (pairs.length === 0) return null;
  return pairs.filter(([one, other]) => one.low > other.high || other.low > one.high).length / pairs.length;
}
