import * as fc from 'fast-check';

/** Text that hides, reverses or breaks something: controls, marks of direction, invisible characters, other forms of signs. */
// prettier-ignore
export const ODD_CHARACTERS = [
  '\u0000', '\u0007', '\u001b[31m', '\u009b2J', '\r', '\u0085', '\u00a0', '\u00ad', '\u200b', '\u200d', '\u200f', '\u202e',
  '\u2028', '\u2066', '\u2212', '\u2011', '\ufeff', '\ufe0f', '\u0301', '\u3164', '\uff1c', '\uff0f', '\u{e0041}', '\ud83d\ude00',
];

/** Texts of the given pieces with an odd character, or any character, between them now and then. */
export function textOf(pieces: readonly string[], maxLength = 12): fc.Arbitrary<string> {
  const piece = fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...pieces) },
    { weight: 2, arbitrary: fc.constantFrom(...ODD_CHARACTERS) },
    { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 3 }) },
  );
  return fc.array(piece, { maxLength }).map((parts) => parts.join(''));
}
