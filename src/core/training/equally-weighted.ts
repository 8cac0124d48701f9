import type { SftRow } from './rows';

/** Weights whose mean is 1, with the same sum for both. One alone stays as it is. */
export function equallyWeighted(...seeds: SftRow[][]): SftRow[] {
  const given = seeds.filter((rows) => rows.length > 0);
  const half = given.flat().length / given.length;
  return given.flatMap((rows) => rows.map((row) => ({ ...row, weight: half / rows.length })));
}
