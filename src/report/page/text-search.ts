import type { StoredPairs } from './stored-pairs';

/** How long a page may be busy before it has to answer a person again. */
const SLICE_MS = 12;

export interface TextSearch {
  /** Looks for a text in everything about the rows; `found` is told of each batch, and the last time that it is over. */
  start(query: string, places: readonly number[], found: (places: readonly number[], share: number) => void): void;
  stop(): void;
}

/** Searches all texts of all pairs a slice at a time, so that the page stays quick however many there are. */
export function createTextSearch(pairs: StoredPairs): TextSearch {
  let current = 0;

  function holds(place: number, query: string): boolean {
    const row = pairs.rows[place];
    if (!row) return false;
    if (row.id.toLowerCase().includes(query) || row.title.toLowerCase().includes(query)) return true;
    const all = pairs.detail(place);
    if (!all) return false;
    const { prompt, prefix, chosen, rejected, metaJudgements, others } = all;
    const judged = [chosen, rejected].flatMap((side) => [
      side.id,
      side.text,
      ...side.judgements.map(({ text }) => text),
    ]);
    const said = [...metaJudgements, ...others].flatMap(({ title, texts }) => [title, ...texts]);
    return [prompt, prefix ?? '', ...judged, ...said].some((text) => text.toLowerCase().includes(query));
  }

  return {
    stop() {
      current += 1;
    },
    start(query, places, found) {
      current += 1;
      const own = current;
      let next = 0;
      const slice = () => {
        if (own !== current) return;
        const until = performance.now() + SLICE_MS;
        const batch: number[] = [];
        while (next < places.length && performance.now() < until) {
          const place = places[next++];
          if (place !== undefined && holds(place, query)) batch.push(place);
        }
        found(batch, places.length === 0 ? 1 : next / places.length);
        if (next < places.length) setTimeout(slice);
      };
      slice();
    },
  };
}
