import * as fc from 'fast-check';
import { parseVerdict } from '../../../../src/core/judging/parse-verdict';
import { testEvery } from '../../../fuzz';
import { textOf } from '../../../near-text';

// prettier-ignore
const PIECES = [
  'Winner', 'winner', 'WINNER', 'Winner: ', 'inner', ':', '：', ' ', '\n', '\t', '*', '**', '_', '`', '"', "'", '(', '[', ']', ')',
  'A', 'B', 'tie', 'Tie', 'a tie', 'Answer ', 'answer-', 'Alice', ' close call', '/', '|', ', ', ' & ', '.', ' or ', '-', 'b',
];
const WINNER = /^[ \t*_`]{0,8}[:：][ \t*_`"'[(]{0,8}(?:[Aa]nswer[ -])?((?:[Aa] )?(?:tie|Tie|TIE)|A|B)/;

describe('parseVerdict', () => {
  testEvery('names a slot only where the text says so and then ends its sentence', textOf(PIECES), (reply) => {
    const verdict = parseVerdict(reply);
    if (verdict === null) return;
    const text = reply.replace(/\p{Cf}/gu, '');
    const named = [...text.matchAll(/[Ww]inner|WINNER/g)].flatMap(({ index }) => {
      if (/[\p{L}\p{N}]$/u.test(text.slice(Math.max(0, index - 2), index))) return [];
      const [all, slot] = WINNER.exec(text.slice(index + 'winner'.length)) ?? [];
      const rest = text.slice(index + 'winner'.length + (all?.length ?? 0)).split(/[\n\r\v\f\u2028\u2029]/)[0] ?? '';
      const next = rest.replace(/[\s*_`]/g, '').at(0) ?? '';
      return slot === undefined || /[\p{L}\p{N}]/u.test(next) ? [] : [slot];
    });
    const slots = named.map((slot) => (slot === 'A' || slot === 'B' ? slot : 'tie'));
    if (!slots.includes(verdict)) throw new Error(`${verdict}, but the text names ${slots.join(' ') || 'none'}`);
  });

  const before = textOf([
    'Answer A is short',
    'Winner: A\n',
    'Winner: B\n',
    'B',
    'tie',
    '\n',
    '"Winner: A" or "Winner: B"',
  ]);
  const form = fc.constantFrom(
    'Winner: #',
    '**Winner: #**',
    '**Winner:** #',
    'winner: [#]',
    'Winner：#',
    'WINNER: "#"',
  );
  const after = fc.constantFrom(
    '',
    '.',
    '\n',
    '\nThank you.',
    '. It is clearer',
    ' (by far)',
    ', because it is correct',
    '!',
  );
  const slot = fc.constantFrom('A' as const, 'B' as const, 'tie' as const);
  testEvery(
    'reads the verdict that a reply ends with',
    fc.tuple(before, form, slot, after),
    ([text, template, value, rest]) => {
      const verdict = parseVerdict(`${text}\n${template.replace('#', value)}${rest}`);
      if (verdict !== value) throw new Error(`${verdict} is not ${value}`);
    },
  );

  // prettier-ignore
  const none = fc.constantFrom(
    'Winner: A close call', 'Winner: A\u00a0close call', `Winner: A${' '.repeat(20)}close call`, 'Winner: Alice', 'Winner: b',
    'Winner: A/B', 'Winner: A, B', 'Winner: A & B', 'Winner: A | B', 'Winner: A-B', 'Winner: B or A', 'Winner: [A/B/tie]',
    'Winner: A\u200bB', 'Winner: A\u00adB', 'Winner: neither', 'winner is A', 'Winner: Ａ', 'Winner: **A**/**B**', 'Swinner: A',
  );
  const noVerdict = textOf(['Answer A is short', 'B', 'tie', '\n', 'Winner']).filter((text) => !text.includes(':'));
  testEvery('finds none in a choice or in the beginning of a sentence', fc.tuple(noVerdict, none), ([text, value]) => {
    const verdict = parseVerdict(`${text}\n${value}`);
    if (verdict !== null) throw new Error(`found ${verdict}`);
  });
});
