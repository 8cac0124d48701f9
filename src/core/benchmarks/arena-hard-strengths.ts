import { sigmoid } from '../statistics/bernoulli';
import { fitLogistic, type LogisticRow } from '../statistics/logistic-fit';
import { expectedScore, fitRaoKupper } from '../statistics/rao-kupper';
import type { Battle } from './arena-hard';

/** The score of each model at equal style, then the weights of the style features; null where they are not finite. */
export function controlledScores(
  battles: readonly Battle[],
  models: readonly string[],
  scales: readonly number[],
): number[] | null {
  const fitted = fitLogistic(
    rowsOfGames(battles, models, scales),
    [...models, ...scales].map(() => 0),
  );
  return fitted && fitted.map((value, index) => (index < models.length ? sigmoid(value) : value));
}

/**
 * The same with ties as an outcome of their own; then their threshold, and the strength of each model. Without style the games
 * of a model that ended alike are one row. Null also where a model has no game.
 */
export function tieAwareFigures(
  battles: readonly Battle[],
  models: readonly string[],
  scales: readonly number[],
): number[] | null {
  if (models.some((name) => battles.every(({ model, games }) => model !== name || games.length === 0))) return null;
  const rows = scales.length > 0 ? rowsOfGames(battles, models, scales) : rowsOfOutcomes(battles, models);
  const fitted = fitRaoKupper(rows, models.length + scales.length);
  if (!fitted) return null;
  const { coefficients, eta } = fitted;
  const [strengths, style] = [coefficients.slice(0, models.length), coefficients.slice(models.length)];
  return [...strengths.map((strength) => expectedScore(strength, eta)), ...style, eta, ...strengths];
}

function rowsOfGames(battles: readonly Battle[], models: readonly string[], scales: readonly number[]): LogisticRow[] {
  return battles.flatMap(({ model, games, style }) => {
    const x = [
      ...models.map((name) => Number(name === model)),
      ...scales.map((scale, feature) => (style[feature] ?? 0) / scale),
    ];
    return games.map(({ score, weight }) => ({ x, y: score, weight }));
  });
}

function rowsOfOutcomes(battles: readonly Battle[], models: readonly string[]): LogisticRow[] {
  return models.flatMap((name) => {
    const x = models.map((other) => Number(other === name));
    const games = battles.flatMap((battle) => (battle.model === name ? battle.games : []));
    return [1, 0.5, 0].flatMap((y) => {
      const weight = games.reduce((sum, game) => (game.score === y ? sum + game.weight : sum), 0);
      return weight > 0 ? [{ x, y, weight }] : [];
    });
  });
}
