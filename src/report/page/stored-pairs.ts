import { DETAILS_ELEMENT, DETAILS_PER_ELEMENT, ROWS_ELEMENT, type PairDetail, type PairRow } from './pair-data';

/** The pairs that the page carries. Details are parsed when they are first asked for, a block at a time. */
export interface StoredPairs {
  readonly rows: readonly PairRow[];
  detail(place: number): PairDetail | undefined;
}

/** Undefined for a page without pairs. @throws when the data of the page is not what its own version writes. */
export function readStoredPairs(): StoredPairs | undefined {
  const holder = document.getElementById(ROWS_ELEMENT);
  if (!holder) return undefined;
  const rows = arrayIn<PairRow>(holder, (value) => has(value, 'id', 'title', 'iteration', 'chosenLength'));
  const blocks = [...document.querySelectorAll(`.${DETAILS_ELEMENT}`)];
  const parsed = new Map<number, PairDetail[]>();
  return {
    rows,
    detail(place) {
      const number = Math.floor(place / DETAILS_PER_ELEMENT);
      const block = blocks[number];
      if (!block) return undefined;
      const details =
        parsed.get(number) ?? arrayIn<PairDetail>(block, (value) => has(value, 'prompt', 'chosen', 'rejected'));
      parsed.set(number, details);
      return details[place % DETAILS_PER_ELEMENT];
    },
  };
}

function arrayIn<Item>(holder: Element, isItem: (value: unknown) => boolean): Item[] {
  const value: unknown = JSON.parse(holder.textContent ?? '');
  const isWhole = (items: unknown): items is Item[] => Array.isArray(items) && items.every(isItem);
  if (!isWhole(value)) throw new Error('The pairs that this page carries are damaged');
  return value;
}

function has(value: unknown, ...names: readonly string[]): boolean {
  return typeof value === 'object' && value !== null && names.every((name) => name in value);
}
