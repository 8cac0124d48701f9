/** Length of the longest common subsequence of two lists of word numbers. */
export function longestCommonSubsequence(a: Uint32Array, b: Uint32Array): number {
  const row = new Uint32Array(b.length + 1);
  for (let line = 0; line < a.length; line += 1) {
    let diagonal = 0;
    let left = 0;
    for (let column = 0; column < b.length; column += 1) {
      const above = row[column + 1] ?? 0;
      left = a[line] === b[column] ? diagonal + 1 : Math.max(above, left);
      row[column + 1] = left;
      diagonal = above;
    }
  }
  return row[b.length] ?? 0;
}
