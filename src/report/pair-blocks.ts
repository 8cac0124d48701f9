import { visibleText } from '../core/visible-text';
import type { BrowsedPair } from './collect/collect-pairs';
import { fitTexts } from './collect/fit-texts';
import { html, trustedMarkup, type Html } from './html';
import { DETAILS_ELEMENT, DETAILS_PER_ELEMENT, ROWS_ELEMENT } from './page/pair-data';
import type { CarriedPairs } from './sections/pairs';

/** The pairs as JSON in the page: what the list shows in one block, and the texts in many, parsed when they are asked for. */
export function pairBlocks(all: readonly BrowsedPair[]): CarriedPairs {
  const { pairs, cutAt } = fitTexts(all);
  const blocks: Html[] = [];
  for (let from = 0; from < pairs.length; from += DETAILS_PER_ELEMENT) {
    const details = pairs.slice(from, from + DETAILS_PER_ELEMENT).map(({ detail }) => detail);
    blocks.push(
      html`<script type="application/json" class="${DETAILS_ELEMENT}">
        ${inertJson(details)}
      </script>`,
    );
  }
  const rows = inertJson(pairs.map(({ row }) => row));
  return {
    blocks: html`<script type="application/json" id="${ROWS_ELEMENT}">
        ${rows}
      </script>
      ${blocks}`,
    count: pairs.length,
    cutAt,
  };
}

/** JSON that neither ends its element nor hides anything: no bracket of markup, and invisible characters written out. */
function inertJson(value: unknown): Html {
  const text = JSON.stringify(value, (_, member: unknown) =>
    typeof member === 'string' ? visibleText(member) : member,
  );
  return trustedMarkup(text.replace(/[<>&]/g, (bracket) => `\\u00${bracket.charCodeAt(0).toString(16)}`));
}
