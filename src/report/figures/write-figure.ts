import { jsonDocument } from '../../core/json-text';
import type { Cell, Figure } from './figure';

/** The numbers of a figure as a spreadsheet reads them (RFC 4180); empty where nothing was measured. */
export function figureCsv({ table }: Figure): string {
  return [table.columns, ...table.rows].map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');
}

/** The same for programs, one object a row. */
export function figureJson({ name, title, description, note, table }: Figure): string {
  const rows = table.rows.map((row) =>
    Object.fromEntries(table.columns.map((column, at) => [column, row[at] ?? null])),
  );
  return jsonDocument({ name, title, description, ...(note === undefined ? {} : { note }), rows });
}

function csvCell(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  // A spreadsheet would take it for a formula.
  const text = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
