import { element } from './elements';
import type { PairRow } from './pair-data';
import { gapOf } from './pair-filter';
import { lengthText, scoreText } from './score-text';

/** As in the style sheet: rows of one height can be found without being drawn. */
const ROW_PIXELS = 60;
/** Drawn above and below what is seen, so that a quick scroll shows rows at once. */
const SPARE_ROWS = 6;

export interface PairList {
  readonly box: HTMLElement;
  /** Shows rows by their places, from the first one on, which is chosen. */
  show(places: readonly number[]): void;
  /** Shows more rows behind those that are shown already. */
  extend(places: readonly number[]): void;
  /** Moves the choice by so many rows. */
  move(by: number): void;
}

/** A list of any length: only the rows that can be seen are elements. */
export function createPairList(rows: readonly PairRow[], onSelect: (place: number) => void): PairList {
  const space = element('div', { class: 'pair-space', role: 'presentation' });
  const box = element('div', { class: 'pair-list', role: 'listbox', tabindex: '0', 'aria-label': 'Pairs' }, space);
  let places: readonly number[] = [];
  let selected = -1;

  function draw(): void {
    const first = Math.max(0, Math.floor(box.scrollTop / ROW_PIXELS) - SPARE_ROWS);
    const last = Math.min(places.length, Math.ceil((box.scrollTop + box.clientHeight) / ROW_PIXELS) + SPARE_ROWS);
    space.style.height = `${places.length * ROW_PIXELS}px`;
    space.replaceChildren(...places.slice(first, last).map((place, index) => rowElement(place, first + index)));
  }

  function rowElement(place: number, index: number): HTMLElement {
    const row = rows[place];
    const isSelected = index === selected;
    const option = element(
      'div',
      {
        class: 'pair-row',
        role: 'option',
        id: `pair-row-${index}`,
        'aria-selected': String(isSelected),
        'aria-posinset': String(index + 1),
        'aria-setsize': String(places.length),
      },
      ...(row ? rowParts(row) : []),
    );
    option.style.top = `${index * ROW_PIXELS}px`;
    option.addEventListener('click', () => select(index));
    return option;
  }

  function select(index: number): void {
    const place = places[index];
    if (place === undefined) return;
    selected = index;
    const top = index * ROW_PIXELS;
    if (top < box.scrollTop) box.scrollTop = top;
    else if (top + ROW_PIXELS > box.scrollTop + box.clientHeight) box.scrollTop = top + ROW_PIXELS - box.clientHeight;
    draw();
    box.setAttribute('aria-activedescendant', `pair-row-${index}`);
    onSelect(place);
  }

  const move = (by: number) => select(Math.min(Math.max(selected + by, 0), places.length - 1));
  box.addEventListener('scroll', draw, { passive: true });
  new ResizeObserver(draw).observe(box);
  box.addEventListener('keydown', (event) => {
    const page = Math.max(1, Math.floor(box.clientHeight / ROW_PIXELS) - 1);
    const steps: Record<string, number> = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: page,
      PageUp: -page,
      Home: -places.length,
      End: places.length,
    };
    const by = steps[event.key];
    if (by === undefined) return;
    event.preventDefault();
    move(by);
  });

  return {
    box,
    move,
    extend(wanted) {
      places = wanted;
      draw();
      if (selected < 0) select(0);
    },
    show(wanted) {
      places = wanted;
      selected = -1;
      box.removeAttribute('aria-activedescendant');
      box.scrollTop = 0;
      draw();
      select(0);
    },
  };
}

function rowParts(row: PairRow): Node[] {
  const gap = gapOf(row);
  const grown = row.chosenLength - row.rejectedLength;
  const facts = [
    `iteration ${row.iteration.replace('-', '.')}`,
    ...(row.kind === 'answers' ? [] : [row.kind === 'steps' ? 'a step' : 'judgements']),
    lengthText(grown),
    ...(row.metaJudgements > 0 ? [`${row.metaJudgements} meta-judged`] : []),
  ];
  return [
    element(
      'span',
      { class: 'pair-scores' },
      element('b', {}, gap === null ? '–' : `Δ ${scoreText(gap)}`),
      element(
        'small',
        {},
        gap === null ? 'no scores' : `${scoreText(row.chosenScore)} : ${scoreText(row.rejectedScore)}`,
      ),
    ),
    element('span', { class: 'pair-title' }, element('bdi', {}, row.title), element('small', {}, facts.join(' · '))),
  ];
}
