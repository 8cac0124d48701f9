import type { Random } from '../random';
import { average } from '../statistics/average';
import {
  lengthControlledWinRate,
  type GamedComparison,
  type LengthControl,
  type LengthControlledWinRate,
} from '../statistics/length-controlled-win-rate';
import { preferenceWinRate, type PreferenceWinRate } from '../statistics/preference-win-rate';

/** A judged instruction. Lengths are null where the files do not tell them. */
export interface AlpacaComparison {
  key: string;
  preference: number | null;
  modelLength: number | null;
  baselineLength: number | null;
  /** 0 where it is not known. */
  difficulty: number;
}

export interface AlpacaEvalReport {
  raw: PreferenceWinRate;
  /** Comparisons without a preference: they count for nobody. */
  nulls: number;
  /** Null without lengths. */
  lengthControlled: LengthControlledWinRate | null;
  /** Mean lengths in code points. */
  lengths: { model: number | null; baseline: number | null };
}

/** Win rates of a model against the baseline, raw and with the lengths made equal (2404.04475). */
export function alpacaEvalReport(
  comparisons: readonly AlpacaComparison[],
  { variant, gamed, random }: { variant: LengthControl; gamed: readonly GamedComparison[]; random: Random },
): AlpacaEvalReport {
  const judged = comparisons.flatMap((row) =>
    row.preference === null ? [] : [{ ...row, preference: row.preference }],
  );
  const measured = judged.flatMap(({ modelLength, baselineLength, ...row }) =>
    modelLength === null || baselineLength === null ? [] : [{ ...row, modelLength, baselineLength }],
  );
  return {
    raw: preferenceWinRate(
      judged.map(({ preference }) => preference),
      random,
    ),
    nulls: comparisons.length - judged.length,
    lengthControlled:
      measured.length === 0 || measured.length < judged.length
        ? null
        : lengthControlledWinRate(measured, variant, gamed),
    lengths: {
      model: average(measured.map(({ modelLength }) => modelLength)),
      baseline: average(measured.map(({ baselineLength }) => baselineLength)),
    },
  };
}
