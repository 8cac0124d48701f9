import { z } from 'zod';
import type { GamedComparison } from '../../core/statistics/length-controlled-win-rate';
import { readAllRecords } from '../read-records';

/** What AlpacaEval fitted once over many models: how hard each instruction is, by its position, and the gamed baselines. */
export interface Difficulties {
  byPosition: ReadonlyMap<number, number>;
  gamed: (GamedComparison & { position: number })[];
}

const number = z.string().trim().min(1, 'must be a number').pipe(z.coerce.number());

const gamedRowSchema = z.object({
  index: number.pipe(z.int().min(0)),
  preference: number.pipe(z.number().min(0).max(1)),
  std_delta_len: number,
  instruction_difficulty: number,
});

/** A file like AlpacaEval's `df_gamed.csv`: the baseline's shorter and longer versions against it. @throws DataError */
export async function readDifficulties(file: string): Promise<Difficulties> {
  const rows = await readAllRecords(file, gamedRowSchema, { form: 'csv' });
  return {
    byPosition: new Map(rows.map((row) => [row.index, row.instruction_difficulty])),
    gamed: rows.map((row) => ({
      position: row.index,
      preference: row.preference,
      standardisedLength: row.std_delta_len,
      difficulty: row.instruction_difficulty,
    })),
  };
}
