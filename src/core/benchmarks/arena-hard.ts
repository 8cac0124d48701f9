import type { Random } from '../random';
import { sigmoid } from '../statistics/bernoulli';
import { bootstrapIntervals, type Interval } from '../statistics/bootstrap';
import { eloOf } from '../statistics/bradley-terry';
import { fitLogistic, type LogisticRow } from '../statistics/logistic-fit';
import { standardDeviation } from '../statistics/standard-error';
import { gameScore, type ArenaHardJudgment, type GameScore } from './arena-hard-formats';

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
  /** Chance to win against the baseline, at equal style where style is controlled; a 90 % interval over prompts. */
  score: Interval | null;
  /** On a scale where the baseline has 1000; null where the score is 0 or 1. */
  elo: number | null;
}

export interface ArenaHardReport {
  models: ArenaHardModel[];
  /** What one standard deviation of each style feature adds to the log-odds; empty without style control. */
  style: number[];
  /** Share of pairs of models whose intervals do not overlap; null of fewer than two. */
  separability: number | null;
}

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
 * games of a prompt are drawn together.
 */
export function arenaHardReport(battles: readonly Battle[], random: Random): ArenaHardReport {
  const models = [...new Set(battles.map(({ model }) => model))];
  const features = battles[0]?.style.length ?? 0;
  const scales = Array.from(
    { length: features },
    (_, feature) => standardDeviation(battles.map(({ style }) => style[feature] ?? 0)) || 1,
  );
  const figures = (sample: readonly Battle[]) =>
    features === 0 ? meanScores(sample, models) : controlledScores(sample, models, scales);
  const intervals = bootstrapIntervals(battles, figures, { random, resamples: RESAMPLES, confidence: CONFIDENCE });
  const reports = models.map((model, index) => {
    const score = intervals?.[index] ?? null;
    const strength = score === null ? Number.NaN : Math.log(score.estimate / (1 - score.estimate));
    return {
      model,
      prompts: battles.filter((battle) => battle.model === model).length,
      score,
      elo: Number.isFinite(strength) ? eloOf(strength) : null,
    };
  });
  return {
    models: reports.toSorted((a, b) => (b.score?.estimate ?? 0) - (a.score?.estimate ?? 0)),
    style: (intervals ?? []).slice(models.length).map(({ estimate }) => estimate),
    separability: separability(reports.flatMap(({ score }) => score ?? [])),
  };
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

/** The score of each model at equal style, then the weights of the style features; null where they are not finite. */
function controlledScores(
  battles: readonly Battle[],
  models: readonly string[],
  scales: readonly number[],
): number[] | null {
  const rows = battles.flatMap(({ model, games, style }): LogisticRow[] => {
    const x = [
      ...models.map((name) => Number(name === model)),
      ...scales.map((scale, feature) => (style[feature] ?? 0) / scale),
    ];
    return games.map(({ score, weight }) => ({ x, y: score, weight }));
  });
  const fitted = fitLogistic(
    rows,
    [...models, ...scales].map(() => 0),
  );
  return fitted && fitted.map((value, index) => (index < models.length ? sigmoid(value) : value));
}

function separability(scores: readonly Interval[]): number | null {
  const pairs = scores.flatMap((one, index) => scores.slice(index + 1).map((other) => [one, other] as const));
  if (pairs.length === 0) return null;
  return pairs.filter(([one, other]) => one.low > other.high || other.low > one.high).length / pairs.length;
}
