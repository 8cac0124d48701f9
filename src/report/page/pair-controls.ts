import { element } from './elements';
import type { PairRow } from './pair-data';
import type { PairFilter, PairOrder } from './pair-filter';

const TYPING_PAUSE_MS = 150;

export interface PairControls {
  readonly box: HTMLElement;
  /** Lower-case text to look for, the filters and the order. */
  asked(): { query: string; filter: PairFilter; order: PairOrder };
  /** Whether differences are marked. */
  marked(): boolean;
}

type Options<Key extends string> = readonly (readonly [Key, string])[];

const GAPS: Options<PairFilter['gap']> = [
  ['', 'any'],
  ['0.5', 'at least 0.5'],
  ['1', 'at least 1'],
  ['2', 'at least 2'],
  ['3', 'at least 3'],
  ['unscored', 'no scores'],
];
const LENGTHS: Options<PairFilter['length']> = [
  ['', 'any'],
  ['chosen-longer', 'chosen is longer'],
  ['chosen-shorter', 'chosen is shorter'],
];
const KINDS: Options<PairFilter['kind']> = [
  ['', 'all'],
  ['answers', 'answers'],
  ['judgements', 'judgements'],
  ['steps', 'steps'],
];
const ORDERS: Options<PairOrder> = [
  ['gap-down', 'widest score gap'],
  ['gap-up', 'narrowest score gap'],
  ['length-down', 'longest texts'],
  ['recorded', 'as recorded'],
];

/** What does not tell the pairs of this run apart is not offered. */
export function pairControls(
  rows: readonly PairRow[],
  told: { changed: () => void; marked: () => void },
): PairControls {
  const iterations = [...new Set(rows.map(({ iteration }) => iteration))];
  const search = element('input', { type: 'search', placeholder: 'Words in any text, or an id' });
  const iteration = choice<string>([['', 'all'], ...iterations.map((name) => [name, name.replace('-', '.')] as const)]);
  const kind = choice(KINDS);
  const gap = choice(GAPS);
  const length = choice(LENGTHS);
  const order = choice(ORDERS);
  const metaJudged = element('input', { type: 'checkbox' });
  const marks = element('input', { type: 'checkbox', checked: '' });

  let typing: ReturnType<typeof setTimeout> | undefined;
  search.addEventListener('input', () => {
    clearTimeout(typing);
    typing = setTimeout(told.changed, TYPING_PAUSE_MS);
  });
  for (const control of [iteration, kind, gap, length, order]) control.select.addEventListener('change', told.changed);
  metaJudged.addEventListener('change', told.changed);
  marks.addEventListener('change', told.marked);

  const has = (holds: (row: PairRow) => boolean) => rows.some((row) => holds(row));
  const box = element(
    'form',
    { class: 'pair-controls', role: 'search', 'aria-label': 'Pairs' },
    labelled('Search', search, 'wide'),
    iterations.length > 1 ? labelled('Iteration', iteration.select) : null,
    has((row) => row.kind !== rows[0]?.kind) ? labelled('Kind', kind.select) : null,
    labelled('Score gap', gap.select),
    labelled('Length', length.select),
    labelled('Order', order.select),
    has((row) => row.metaJudgements > 0) ? ticked('Only meta-judged', metaJudged) : null,
    ticked('Mark differences', marks),
  );
  box.addEventListener('submit', (event) => event.preventDefault());
  return {
    box,
    marked: () => marks.checked,
    asked: () => ({
      query: search.value.trim().toLowerCase(),
      order: order.value(),
      filter: {
        iteration: iteration.value(),
        kind: kind.value(),
        gap: gap.value(),
        length: length.value(),
        metaJudged: metaJudged.checked,
      },
    }),
  };
}

/** A choice among options; the first one until a person chooses. */
function choice<Key extends string>(options: Options<Key>) {
  const select = element('select', {}, ...options.map(([key, label]) => element('option', { value: key }, label)));
  const value = (): Key => {
    const [chosen] = options[select.selectedIndex] ?? options[0] ?? [];
    if (chosen === undefined) throw new Error('a choice has at least one option');
    return chosen;
  };
  return { select, value };
}

function labelled(label: string, control: HTMLElement, kind = ''): HTMLElement {
  return element('label', { class: kind }, element('span', {}, label), control);
}

function ticked(label: string, control: HTMLElement): HTMLElement {
  return element('label', { class: 'tick' }, control, element('span', {}, label));
}
