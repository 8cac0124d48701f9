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
      showPlaces(places);
      showCount(places.length, 1);
      return;
    }
    const found: number[] = [];
    let isBegun = false;
    search.start(query, places, (batch, share) => {
      found.push(...batch);
      if (isBegun) list.extend(found);
      else showPlaces(found);
      isBegun = true;
      showCount(found.length, share);
    });
  }

  function showPlaces(places: readonly number[]): void {
    if (places.length === 0) {
      selected = undefined;
      showDetail();
    }
    list.show(places);
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
