/** x of matrix x = right, by Gaussian elimination; a symmetric positive definite matrix needs no exchange of rows. */
export function solvePositiveDefinite(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, index) => [...row, right[index] ?? 0]);
  for (const [index, pivotRow] of rows.entries()) {
    for (const row of rows.slice(index + 1)) {
      const factor = (row[index] ?? 0) / (pivotRow[index] ?? 0);
      for (let column = index; column < row.length; column += 1) {
        row[column] = (row[column] ?? 0) - factor * (pivotRow[column] ?? 0);
      }
    }
  }
  const solution: number[] = right.map(() => 0);
  for (const [index, row] of [...rows.entries()].toReversed()) {
    let rest = row[right.length] ?? 0;
    for (let column = index + 1; column < right.length; column += 1) {
      rest -= (row[column] ?? 0) * (solution[column] ?? 0);
    }
    solution[index] = rest / (row[index] ?? 0);
  }
  return solution;
}
