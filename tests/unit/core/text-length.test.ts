import { meanLength, textLength } from '../../../src/core/text-length';

describe('textLength (methods section 0.3 and section 19)', () => {
  it.each([
    ['', 0],
    ['abc', 3],
    ['né', 2],
    ['🙂', 1],
    ['e\u0301', 2],
    ['👩‍🚀', 3],
    ['\ud800', 1],
  ])('counts the code points of %j', (text, length) => {
    expect(textLength(text)).toBe(length);
  });
});

describe('meanLength', () => {
  it('is null without a text', () => {
    expect(meanLength([])).toBeNull();
    expect(meanLength(['', 'abc'])).toBe(1.5);
  });
});
