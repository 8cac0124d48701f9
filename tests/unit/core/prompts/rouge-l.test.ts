import * as fc from 'fast-check';
import { createSimilarityIndex, rougeL } from '../../../../src/core/prompts/rouge-l';
import { createRandom } from '../../../../src/core/seeds';

describe('rougeL (methods section 14)', () => {
  it.each([
    ['the cat sat on the mat', 'the cat sat on the mat', 1],
    ['The CAT, sat!', 'the cat sat', 1],
    ['a b c d', 'a c', (2 * 2) / 6],
    ['a b c', 'c b a', (2 * 1) / 6],
    ['one two', 'three four', 0],
    ['', 'anything', 0],
    ['', '', 0],
    ['Erkläre Größe', 'erkläre gro\u0308ße', 1],
    ['写一首诗', '写一个诗', (2 * 3) / 8],
  ])('of %j and %j', (a, b, expected) => {
    expect(rougeL(a, b)).toBeCloseTo(expected, 12);
    expect(rougeL(b, a)).toBeCloseTo(expected, 12);
  });

  it('finds the same highest value as comparing one by one, so that no bound cuts too much', () => {
    const sentence = fc
      .array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 8 })
      .map((words) => words.join(' '));
    fc.assert(
      fc.property(sentence, fc.array(sentence, { maxLength: 8 }), (text, others) => {
        const oneByOne = Math.max(0, ...others.map((other) => rougeL(text, other)));
        expect(createSimilarityIndex(others).highest(text)).toBeCloseTo(oneByOne, 12);
        expect(createSimilarityIndex(others).highest(text, 0.7) >= 0.7).toBe(oneByOne >= 0.7);
      }),
    );
  });

  it('compares 100 candidates with 1,000 prompts without measuring every pair', () => {
    const random = createRandom(1);
    // Word frequencies fall as in real text: 1/rank.
    const word = () => `w${Math.floor(3000 ** random.next())}`;
    const text = () => Array.from({ length: 8 + random.integer(30) }, word).join(' ');
    const index = createSimilarityIndex(Array.from({ length: 1000 }, text));
    const started = performance.now();
    for (let candidate = 0; candidate < 100; candidate += 1) index.highest(text(), 0.7);
    expect(performance.now() - started).toBeLessThan(30_000);
  }, 60_000);
});
