import { textLength } from '../core/text-length';
import { whole } from './numbers';
import { firstCharacters } from './first-characters';
import { html, type Html } from './html';

const OPEN_CHARACTERS = 360;

/** A text that a model or a person wrote: escaped, in its own direction, and folded when it is long. */
export function untrustedText(text: string): Html {
  if (text === '') return html`<p class="empty">(empty)</p>`;
  const shortened = firstCharacters(text, OPEN_CHARACTERS);
  // Unfolding a few words more is not worth a click.
  if (shortened.kind === 'whole' || shortened.left < OPEN_CHARACTERS / 4) {
    return html`<pre class="text" dir="auto">${text}</pre>`;
  }
  return html`<details class="long">
    <summary>
      <span class="text" dir="auto">${shortened.opening.trimEnd()}…</span>
      <span class="more">all ${whole(textLength(text))} characters</span>
    </summary>
    <pre class="text" dir="auto">${text}</pre>
  </details>`;
}
