import * as fc from 'fast-check';
import { parseScore } from '../../../../src/core/judging/parse-score';

describe('parseScore (methods section 0.3)', () => {
  it.each([
    ['Score: 3', 3],
    ['Good and clear.\nScore: 0', 0],
    ['score 4', 4],
    ['SCORE:5', 5],
    ['Final score: 2', 2],
    ['**Score:** 3', 3],
    ['**Score: 3**', 3],
    ['__Score__: 3', 3],
    ['### Score : `4`', 4],
    ['Score：4', 4],
    ['Score: 4.5', 4.5],
    ['Score: 4.', 4],
    ['Score: 4, because it is clear', 4],
    ['Score: 4/5', 4],
    ['Score: 4 / 5', 4],
    ['Score: 5 out of 5', 5],
    ['Score: 3 - fair', 3],
    ['Score:\n4', 4],
    ['**Score:**\r\n\r\n**4**\n', 4],
    ['Score: 4\u2028end', 4],
  ])('reads %j as %d', (text, score) => {
    expect(parseScore(text)).toEqual({ kind: 'scored', score, constrained: false });
  });

  it.each([
    ['Score: 2 for a start.\nScore: 4', 4],
    ['"Score: 5" is what the answer asks for.\nScore: 1', 1],
    ['Score: 9\nScore: 3', 3],
    ['Score: 3\nScore: n', 3],
  ])('counts the last score of %j', (text, score) => {
    expect(parseScore(text)).toEqual({ kind: 'scored', score, constrained: false });
  });

  it.each([
    'Score: 6',
    'Score: 45',
    'Score: -1',
    'Score: 5.01',
    'Score: 8/10',
    'Score: 4 out of 10',
    'Score: 4/10',
    'Score: 3-4',
    'Score: 3,5',
    'Score: 1.2.3',
    'Score: 99999999999999999999999999',
    'Score: 3\nScore: 7',
  ])('refuses %j as out of range', (text) => {
    expect(parseScore(text)).toEqual({ kind: 'unparsed', reason: 'out-of-range' });
  });

  it.each([
    '',
    'It is a fine answer.',
    'Score: n',
    'Score: four',
    'Score - 3',
    'Scores: 3',
    'underscore 3',
    'I rate it 4',
    '5/5',
    'Score\n3',
    'Score:\n1. It is relevant',
    'Score:\n\n1) relevant\n2) long',
    'Score (0 to 5)',
  ])('finds no score in %j', (text) => {
    expect(parseScore(text)).toEqual({ kind: 'unparsed', reason: 'no-score' });
  });

  it('takes any text without throwing, and scores only from 0 to 5', () => {
    const pieces = fc.constantFrom('score', 'Score', ':', ' ', '\n', '*', '-', '.', '/', ',', '5', '10', '0', 'out of');
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(pieces).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, (value) => {
        const outcome = parseScore(value);
        const score = outcome.kind === 'scored' ? outcome.score : 0;
        expect(score >= 0 && score <= 5).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it.each(['score ', 'score:', 'score 1', 'score: ****', 'score '.padEnd(2000), '1', '1.', 'score: 1 out of ', '\n'])(
    'reads a megabyte of %j in linear time',
    (piece) => {
      const text = piece.repeat(Math.ceil(2 ** 20 / piece.length));
      const started = performance.now();
      parseScore(text);
      parseScore(`score:${text}`);
      expect(performance.now() - started).toBeLessThan(2000);
    },
  );
});
