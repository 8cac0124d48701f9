import type { ModelReport } from '../data/model-data';
import type { Figure } from './figure';

/** How often answers of one model were preferred to those of another. */
export interface MatrixCell {
  winRate: number;
  compared: number;
  selfJudged: boolean;
}

/** Of every two models that were compared, seen from each of them: `cells[row][column]` is the row against the column. */
export interface WinRateMatrix {
  models: string[];
  cells: (MatrixCell | null)[][];
}

/** Undefined before any comparison. */
export function winRateMatrix(models: readonly ModelReport[]): WinRateMatrix | undefined {
  const found = new Map<string, MatrixCell>();
  for (const { name, comparisons } of models) {
    for (const { older, winRate, wins, ties, losses, selfJudged } of comparisons) {
      if (winRate === null) continue;
      const compared = wins + ties + losses;
      found.set(`${name}/${older}`, { winRate, compared, selfJudged });
      found.set(`${older}/${name}`, { winRate: 1 - winRate, compared, selfJudged });
    }
  }
  const names = models
    .map(({ name }) => name)
    .filter((name) => [...found.keys()].some((key) => key.startsWith(`${name}/`)));
  if (names.length === 0) return undefined;
  return { models: names, cells: names.map((row) => names.map((column) => found.get(`${row}/${column}`) ?? null)) };
}

export function winRateMatrixFigure(models: readonly ModelReport[]): Figure | undefined {
  const matrix = winRateMatrix(models);
  if (!matrix) return undefined;
  return {
    name: 'win-rate-matrix',
    title: 'Win rates of all models',
    description: 'How often the answers of the model in a row were preferred to those of the model in a column.',
    table: {
      columns: ['model', 'against', 'win rate', 'compared', 'self-judged'],
      rows: matrix.models.flatMap((row, i) =>
        matrix.models.flatMap((column, j) => {
          const cell = matrix.cells[i]?.[j];
          return cell ? [[row, column, cell.winRate, cell.compared, cell.selfJudged ? 'yes' : 'no']] : [];
        }),
      ),
    },
  };
}
