import { inWords } from '../in-words';
import { whole } from '../numbers';
import { html, type Html } from '../html';

/** Counts by reason, the most frequent first. Nothing for what dropped nothing. */
export function reasonBars(title: string, counts: Record<string, number>): Html | null {
  const reasons = Object.entries(counts)
    .filter(([, count]) => count > 0)
    .toSorted(([a, more], [b, less]) => less - more || (a < b ? -1 : 1));
  if (reasons.length === 0) return null;
  const largest = Math.max(...reasons.map(([, count]) => count));
  return html`${title === '' ? null : html`<p class="bars-title">${title}</p>`}
    <dl class="bars">
      ${reasons.map(
        ([reason, count]) =>
          html`<dt>${inWords(reason)}</dt>
            <dd>
              <span class="bar" style="width:${((count / largest) * 100).toFixed(1)}%"></span
              ><span>${whole(count)}</span>
            </dd>`,
      )}
    </dl>`;
}
