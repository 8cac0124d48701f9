import type { Verification } from './verification';

/** A sign counts only where it cannot be a minus between two terms or a hyphen; commas only between groups of three digits. */
const NUMBER = /(?:(?<![\p{L}\p{N})\]])[-−])?(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?|(?<!\d)\.\d+/gu;

/**
 * 1 when the last number of the response is the last number of the reference, whatever stands around it (currency, percent
 * sign, unit, full stop) and however it is written ("1,200", "1200.00"). A response without a number is wrong.
 */
export function verifyExactAnswer({ response, expected }: { response: string; expected: string }): Verification {
  const right = lastNumber(expected);
  if (right === null) throw new RangeError(`The reference answer has no number: "${expected.slice(0, 80)}".`);
  const given = lastNumber(response);
  if (given === right) return { score: 1 };
  return { score: 0, reason: given === null ? 'no-number' : 'other-number' };
}

/** The last number of a text in one form, so that equal numbers are equal texts however long they are. */
export function lastNumber(text: string): string | null {
  const last = text.match(NUMBER)?.at(-1);
  if (last === undefined) return null;
  const [, sign = '', whole = '', decimals = ''] = /^([-−]?)([\d,]*)(?:\.(\d+))?$/u.exec(last) ?? [];
  const digits = whole.replaceAll(',', '').replace(/^0+(?=\d)/u, '') || '0';
  const fraction = decimals.replace(/0+$/u, '');
  const number = fraction === '' ? digits : `${digits}.${fraction}`;
  return sign === '' || number === '0' ? number : `-${number}`;
}
