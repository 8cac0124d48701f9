import { element } from './elements';
import { pairControls } from './pair-controls';
import { pairDetail } from './pair-detail';
import { ordered, passes } from './pair-filter';
import { createPairList } from './pair-list';
import type { StoredPairs } from './stored-pairs';
import { createTextSearch } from './text-search';

/** Search, filters, a list and one pair, in place of the few samples that a page without scripts shows. */
export function startPairBrowser(place: HTMLElement, pairs: StoredPairs, run: string): void {
  const status = element('p', { class: 'pair-status', role: 'status' });
  const shown = element('article', { class: 'pair-detail', 'aria-label': 'The chosen pair' });
  const search = createTextSearch(pairs);
  const controls = pairControls(pairs.rows, { changed: refresh, marked: showDetail });
  let selected: number | undefined;
  const list = createPairList(pairs.rows, (row) => {
    selected = row;
    showDetail();
  });
  const steps = element(
    'p',
    { class: 'pair-steps' },
    stepButton('← Previous', () => list.move(-1)),
    stepButton('Next →', () => list.move(1)),
  );

  function showDetail(): void {
    const row = selected === undefined ? undefined : pairs.rows[selected];
    const detail = selected === undefined ? undefined : pairs.detail(selected);
    shown.scrollTop = 0;
    shown.replaceChildren(...(row && detail ? pairDetail({ row, detail, run, marked: controls.marked() }) : []));
  }

  function refresh(): void {
    const { filter, order, query } = controls.asked();
    const isWanted = passes(filter);
    const places = ordered(
      pairs.rows,
      pairs.rows.flatMap((row, index) => (isWanted(row) ? [index] : [])),
      order,
    );
    if (query === '') {
      search.stop();
      showPlaces(places, 1);
      return;
    }
    const found: number[] = [];
    let drawn = -1;
    search.start(query, places, (batch, share) => {
      found.push(...batch);
      // The rows found so far stay where they are: only the first screen and the end are worth a new list.
      if (share < 1 && drawn >= 0 && (batch.length === 0 || drawn >= 20)) showCount(found.length, share);
      else {
        drawn = found.length;
        showPlaces([...found], share);
      }
    });
  }

  function showPlaces(places: readonly number[], share: number): void {
    const kept = selected !== undefined && places.includes(selected) ? selected : undefined;
    if (places.length === 0) {
      selected = undefined;
      showDetail();
    }
    list.show(places, kept);
    showCount(places.length, share);
  }

  function showCount(count: number, share: number): void {
    const whole = (value: number) => value.toLocaleString('en-GB');
    const progress = share < 1 ? `, searched ${Math.floor(share * 100)} %` : '';
    status.textContent = `${whole(count)} of ${whole(pairs.rows.length)} pairs${progress}`;
  }

  place.replaceChildren(
    controls.box,
    status,
    element('div', { class: 'pair-panes' }, list.box, element('div', { class: 'pair-pane' }, steps, shown)),
  );
  refresh();
}

function stepButton(label: string, action: () => void): HTMLElement {
  const button = element('button', { type: 'button' }, label);
  button.addEventListener('click', action);
  return button;
}
