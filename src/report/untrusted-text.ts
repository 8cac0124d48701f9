import { html, type Html } from './html';

const LONGEST_OPEN_CHARACTERS = 420;

/** A text that a model or a person wrote: escaped, in its own direction, and folded when it is long. */
export function untrustedText(text: string): Html {
  if (text === '') return html`<p class="empty">(empty)</p>`;
  const characters = [...text];
  if (characters.length <= LONGEST_OPEN_CHARACTERS) return html`<pre class="text" dir="auto">${text}</pre>`;
  const opening = characters
    .slice(0, LONGEST_OPEN_CHARACTERS - 60)
    .join('')
    .trimEnd();
  return html`<details class="long">
    <summary>
      <span class="text" dir="auto">${opening}…</span>
      <span class="more">all ${wholeNumber(characters.length)} characters</span>
    </summary>
    <pre class="text" dir="auto">${text}</pre>
  </details>`;
}

function wholeNumber(value: number): string {
  return value.toLocaleString('en-GB');
}
