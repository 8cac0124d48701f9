import { isRepetitive } from '../../../src/core/repetition';

const sentence = 'The quick brown fox jumps over the lazy dog. ';

describe('isRepetitive (methods section 5 and section 19: the defect detector)', () => {
  it.each([
    ['a sentence that comes back four times', sentence.repeat(4)],
    ['one word without end', 'no '.repeat(20)],
    ['a loop at the end of a good text', `A good answer about foxes and dogs. ${'and then it goes on '.repeat(10)}`],
    [
      'a loop that only case and signs hide',
      [sentence, sentence.toUpperCase(), sentence.replaceAll(' ', ', '), sentence].join('\n'),
    ],
    ['a loop in a script without spaces', '今天天气很好我们去公园'.repeat(4)],
  ])('finds %s', (_, text) => {
    expect(isRepetitive(text)).toBe(true);
  });

  it.each([
    ['nothing', ''],
    ['a sentence that comes back three times', sentence.repeat(3)],
    ['a short refrain', 'La la la la la la. '],
    [
      'a list whose lines begin alike',
      Array.from(
        { length: 20 },
        (_, index) => `- Step ${index}: put the part numbered ${index * 7} in place ${index * 3}.`,
      ).join('\n'),
    ],
    ['signs without words', '| --- '.repeat(100)],
  ])('passes over %s', (_, text) => {
    expect(isRepetitive(text)).toBe(false);
  });

  it('counts as it is told', () => {
    expect(isRepetitive('a b c a b d', { words: 2, occurrences: 2 })).toBe(true);
    expect(isRepetitive('a b c a b d', { words: 3, occurrences: 2 })).toBe(false);
    expect(isRepetitive('a b c a b d', { words: 2, occurrences: 3 })).toBe(false);
  });

  it('takes time in proportion to the length of a text', () => {
    expect(isRepetitive(Array.from({ length: 200_000 }, (_, index) => `w${index}`).join(' '))).toBe(false);
  });
});
