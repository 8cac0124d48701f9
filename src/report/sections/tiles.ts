import { html, type Html } from '../html';

export interface Tile {
  name: string;
  figure: string;
  /** What says how to take the number. */
  words: string;
}

/** A few numbers that a reader should meet first. */
export function tiles(all: readonly Tile[]): Html {
  return html`<ol class="steps">
    ${all.map(
      ({ name, figure, words }) =>
        html`<li><span class="name">${name}</span><strong>${figure}</strong><span class="words">${words}</span></li>`,
    )}
  </ol>`;
}
