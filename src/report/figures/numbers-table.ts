import { html, type Html } from '../html';
import { compact } from '../numbers';
import type { Cell, Table } from './figure';

/** The numbers of a figure, folded away; the page's script adds a button that saves them. */
export function numbersTable(name: string, title: string, { columns, rows }: Table): Html {
  return html`<details class="numbers" data-figure="${name}">
    <summary>Numbers</summary>
    <div class="scroll" tabindex="0" role="region" aria-label="Numbers: ${title}">
      <table>
        <thead>
          <tr>
            ${columns.map((column) => html`<th scope="col">${column}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            (row) =>
              html`<tr>
                ${row.map((cell) => html`<td data-value="${cell ?? ''}">${shown(cell)}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </details>`;
}

function shown(cell: Cell): string {
  if (typeof cell === 'string') return cell;
  return Number.isInteger(cell) ? String(cell) : compact(cell);
}
