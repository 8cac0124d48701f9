import { element } from './elements';

/** Gives each table of numbers a button that saves it as CSV; the figure's name is the file's. */
export function startNumberDownloads(): void {
  for (const holder of document.querySelectorAll<HTMLElement>('details.numbers')) {
    const table = holder.querySelector('table');
    if (!table) continue;
    const button = element('button', { type: 'button' }, 'Save as CSV');
    button.addEventListener('click', () => save(`${holder.dataset['figure'] ?? 'figure'}.csv`, csvOf(table)));
    holder.append(button);
  }
}

function csvOf(table: HTMLTableElement): string {
  const cell = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return [...table.rows]
    .map(
      (row) =>
        `${[...row.cells].map(({ dataset, textContent }) => cell(dataset['value'] ?? textContent ?? '')).join(',')}\n`,
    )
    .join('');
}

function save(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/csv' }));
  element('a', { href: address, download: name }).click();
  URL.revokeObjectURL(address);
}
