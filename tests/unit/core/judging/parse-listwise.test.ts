import * as fc from 'fast-check';
import { isVoid, parseListwise } from '../../../../src/core/judging/parse-listwise';
import { outcome } from '../selection/candidates';

/** Scores in the order of the answers; null for one that could not be read. */
function scoresOf(reply: string, answers: number): (number | null)[] {
  return parseListwise(reply, answers).map((found) => (found.kind === 'scored' ? found.score : null));
}

describe('parseListwise (methods section 5)', () => {
  it.each<[string, string, (number | null)[]]>([
    ['as asked', 'Answer 1: clear. Score: 4\nAnswer 2: wrong. Score: 0\nAnswer 3: fine. Score: 2.5', [4, 0, 2.5]],
    ['in another order', 'Answer 3: Score: 3\nAnswer 1: Score: 1\nAnswer 2: Score: 2', [1, 2, 3]],
    [
      'in Markdown',
      '**Answer 1:** good\n**Score: 4**\n\n### Answer 2\nBad.\nScore: 1\n\n- Answer 3 - Score: 5/5',
      [4, 1, 5],
    ],
    ['in a numbered list', '1. Answer 1: Score: 4\n2. **Answer 2**: Score: 3\n3) Answer 3: Score: 2', [4, 3, 2]],
    ['without a colon', 'Answer 1 score: 4\nAnswer-2 Score 3\nanswer 3. SCORE: 2', [4, 3, 2]],
    ['with one answer left out', 'Answer 1: Score: 4\nAnswer 3: Score: 2', [4, null, 2]],
    [
      'with a score that is out of range',
      'Answer 1: Score: 9\nAnswer 2: Score: 3\nAnswer 3: Score: -1',
      [null, 3, null],
    ],
    ['with a word for a number', 'Answer 1: Score: four\nAnswer 2: Score: 3\nAnswer 3: Score: 2', [null, 3, 2]],
    [
      'with an answer that is compared to another one',
      'Answer 1: Answer 2 is better. Score: 2\nAnswer 2: Answer 1 is worse. Score: 4\nAnswer 2 is better than Answer 3.\nAnswer 3: Score: 1',
      [2, 4, 1],
    ],
    [
      'corrected at the end',
      'Answer 1: Score: 1\nAnswer 2: Score: 2\nAnswer 3: Score: 3\nOn reflection:\nAnswer 1: Score: 4',
      [4, 2, 3],
    ],
    [
      'with answers that were never shown',
      'Answer 0: Score: 5\nAnswer 4: Score: 5\nAnswer 10: Score: 5\nAnswer 1: Score: 1',
      [1, null, null],
    ],
    ['cut at the token limit', 'Answer 1: Score: 4\nAnswer 2: Score: 3\nAnswer 3: it is', [4, 3, null]],
    ['as prose', 'The first answer is better. Score: 4', [null, null, null]],
    ['as nothing', '', [null, null, null]],
  ])('reads scores %s', (_, reply, expected) => {
    expect(scoresOf(reply, 3)).toEqual(expected);
  });

  it('keeps the reason why a score could not be read', () => {
    expect(parseListwise('Answer 1: Score: 7', 2)).toEqual([
      { kind: 'unparsed', reason: 'out-of-range' },
      { kind: 'unparsed', reason: 'no-score' },
    ]);
  });

  it('gives one outcome for each answer and only scores that are in the text', () => {
    const pieces = fc.constantFrom(
      'Answer 1',
      'Answer 2',
      'answer-3',
      ': ',
      'Score: ',
      '4',
      '9',
      '0',
      '\n',
      ' ',
      '**',
      'good',
      '-',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 30 }), (parts) => {
        const found = scoresOf(parts.join(''), 3);
        expect(found).toHaveLength(3);
        for (const score of found) expect([null, 0, 4]).toContain(score);
      }),
      { numRuns: 5000, seed: 20_401 },
    );
  });

  it('reads back what was written as asked', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 2, maxLength: 12 }), (scores) => {
        const reply = scores
          .map((score, index) => `Answer ${index + 1}: it gets ${score} points. Score: ${score}`)
          .join('\n');
        expect(scoresOf(reply, scores.length)).toEqual(scores);
      }),
    );
  });

  it('takes linear time', () => {
    expect(scoresOf(`Answer 1${' '.repeat(100_000)}: Score: 4`.repeat(5), 2)).toEqual([null, null]);
  });
});

describe('isVoid (methods section 5: void below 2 scores)', () => {
  it.each([
    [[4, 3], false],
    [[4, null, 3], false],
    [[4, null], true],
    [[null, null], true],
  ])('of %j is %s', (scores, expected) => {
    expect(isVoid(scores.map(outcome))).toBe(expected);
  });
});
