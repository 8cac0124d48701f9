import type { PairRow } from './pair-data';

/** What a person asked to see. Each empty string asks for nothing. */
export interface PairFilter {
  iteration: string;
  kind: PairRow['kind'] | '';
  /** The least score gap; `unscored` for pairs without scores. */
  gap: '' | 'unscored' | `${number}`;
  length: '' | 'chosen-longer' | 'chosen-shorter';
  metaJudged: boolean;
}

export type PairOrder = 'recorded' | 'gap-down' | 'gap-up' | 'length-down';

export function passes(filter: PairFilter): (row: PairRow) => boolean {
  const { iteration, kind, gap, length, metaJudged } = filter;
  return (row) =>
    (iteration === '' || row.iteration === iteration) &&
    (kind === '' || row.kind === kind) &&
    hasGap(row, gap) &&
    (length === '' ||
      (length === 'chosen-longer' ? row.chosenLength > row.rejectedLength : row.chosenLength < row.rejectedLength)) &&
    (!metaJudged || row.metaJudgements > 0);
}

/** How far the scores are apart; null where nobody scored. */
export function gapOf({ chosenScore, rejectedScore }: PairRow): number | null {
  return chosenScore === null || rejectedScore === null ? null : chosenScore - rejectedScore;
}

function hasGap(row: PairRow, wanted: PairFilter['gap']): boolean {
  if (wanted === '') return true;
  const gap = gapOf(row);
  return wanted === 'unscored' ? gap === null : gap !== null && gap >= Number(wanted);
}

/** The places of rows in a wanted order; equal rows stay as they are recorded, unscored ones come last. */
export function ordered(rows: readonly PairRow[], places: readonly number[], order: PairOrder): number[] {
  const valueOf = (place: number): number => {
    const row = rows[place];
    if (!row) return -Infinity;
    const gap = gapOf(row);
    switch (order) {
      case 'recorded':
        return -place;
      case 'gap-down':
        return gap ?? -Infinity;
      case 'gap-up':
        return gap === null ? -Infinity : -gap;
      case 'length-down':
        return row.chosenLength + row.rejectedLength;
    }
  };
  const keyed = places.map((place) => ({ place, value: valueOf(place) }));
  // The difference of two infinities is no number.
  return keyed
    .toSorted((a, b) => (a.value === b.value ? a.place - b.place : b.value > a.value ? 1 : -1))
    .map(({ place }) => place);
}
