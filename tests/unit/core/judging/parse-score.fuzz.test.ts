import * as fc from 'fast-check';
import { parseScore } from '../../../../src/core/judging/parse-score';
import { testEvery } from '../../../fuzz';
import { textOf } from '../../../near-text';

// prettier-ignore
const PIECES = [
  'Score', 'score', 'SCORE', 'Score: ', 'Score:\n', 'core', 'Final ', ':', '：', ' ', '\n', '\t', '*', '**', '_', '`', '"',
  '0', '1', '3', '4', '5', '9', '10', '4.5', '5.01', '-', '–', '—', '.', ',', '/', '/5', '/10', ' out of ', ' of 5', ' or ',
  ' to ', '%', 'th', '. It is relevant', 'point', ' points', '(', ')', '½', '٤', '４', '分',
];

describe('parseScore', () => {
  testEvery('scores a text only where it holds the documented form', textOf(PIECES), (text) => {
    const outcome = parseScore(text);
    const found = lastMention(text);
    if (outcome.kind === 'unparsed') {
      if ((outcome.reason === 'no-score') !== (found === undefined))
        throw new Error(`${outcome.reason}, found ${JSON.stringify(found)}`);
      return;
    }
    if (found === undefined || Number(/^[\d.]+/.exec(found.number)?.[0].replace(/\.+$/, '')) !== outcome.score) {
      throw new Error(`scored ${outcome.score}, found ${JSON.stringify(found)}`);
    }
    if (outcome.score < 0 || outcome.score > 5 || outcome.constrained) throw new Error('not from 0 to 5');
    const [, beyond] = /^\d+(?:\.\d+)?(?:\/5)?(.*)$/.exec(found.number) ?? [];
    if (beyond === undefined || /\d/.test(beyond)) throw new Error(`"${found.number}" is no number`);
  });

  const number = fc.oneof(fc.integer({ min: 0, max: 5 }).map(String), fc.constantFrom('0.5', '2.25', '4.9', '5.0'));
  const before = textOf(
    PIECES.filter((piece) => !/core/i.test(piece)).concat('A good answer', '1. It is', 'Score: 2\n'),
  );
  const form = fc.constantFrom(
    'Score: #',
    '**Score:** #',
    '**Score: #**',
    'Score：#',
    'score #',
    'Score:\n#\n',
    'Score: #/5',
  );
  const after = fc.constantFrom(
    '',
    '.',
    '\n',
    '\nThank you.',
    ', because it is clear',
    ' - fair',
    ' (good)',
    '!',
    '  \n\n',
  );
  testEvery('reads the score that a reply ends with', fc.tuple(before, form, number, after), (parts) => {
    const [text, template, value, rest] = parts;
    const reply = `${text}\n${template.replace('#', value)}${template.endsWith('\n') ? '' : rest}`;
    const outcome = parseScore(reply);
    if (outcome.kind !== 'scored' || outcome.score !== Number(value)) throw new Error(JSON.stringify(outcome));
  });

  // prettier-ignore
  const other = fc.constantFrom(
    '6', '10', '-1', '−2', '5.01', '4/10', '4 / 10', '4/ 10', '**4**/10', '4 out of 10', '4 (out of 10)', '4 of 10', '3-4',
    '3–4', '3—4', '3 - 4', '3‑4', '3 or 4', '3 to 4', '3~4', '3,5', '1.2.3', '4th', '4x', '4e1', '4½', '4٥', '4%', '4 %',
    '1\u200b0', '1\u00ad0', '\u202e4\u202c/10',
  );
  testEvery('never scores another number', fc.tuple(before, other, after), ([text, value, rest]) => {
    const outcome = parseScore(`${text}\nScore: ${value}${rest}`);
    if (outcome.kind !== 'unparsed' || outcome.reason !== 'out-of-range') throw new Error(JSON.stringify(outcome));
  });
});

/** The last "score" that a number follows, found by walking through the text and without regular expressions of the parser. */
function lastMention(reply: string): { number: string } | undefined {
  const text = reply.replace(/\p{Cf}/gu, '');
  let found: { number: string } | undefined;
  for (let at = text.toLowerCase().indexOf('score'); at >= 0; at = text.toLowerCase().indexOf('score', at + 1)) {
    if (/[\p{L}\p{N}]$/u.test(text.slice(Math.max(0, at - 2), at))) continue;
    let next = skip(text, at + 'score'.length, ' \t*_`');
    const colon = text[next] === ':' || text[next] === '：';
    const start = next;
    if (colon) next = skip(text, next + 1, ' \t\n\r\v\f\u00a0\u2028\u2029\ufeff*_`');
    const [number] = /^[-−]?\d[\d.,/\p{Pd}−]*/u.exec(text.slice(next)) ?? [];
    if (number === undefined) continue;
    const ownLine = /[\n\r\u2028\u2029]/.test(text.slice(start, next));
    const line = text.slice(next + number.length).split('\n')[0] ?? '';
    if (ownLine && /[\p{L}\p{N}]/u.test(line.slice(0, 60))) continue;
    found = { number };
  }
  return found;
}

/** Passes over at most eight of the characters. */
function skip(text: string, from: number, characters: string): number {
  let at = from;
  while (at - from < 8 && at < text.length && characters.includes(text.charAt(at))) at += 1;
  return at;
}
