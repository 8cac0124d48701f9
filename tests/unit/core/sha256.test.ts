import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { sha256 } from '../../../src/core/sha256';

const reference = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');

describe('sha256', () => {
  it.each([
    ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
  ])('gives the published digest of %j', (text, expected) => {
    expect(sha256(text)).toBe(expected);
  });

  it('agrees with node:crypto at every length around the block boundaries', () => {
    for (let length = 0; length <= 260; length += 1) {
      const text = 'x'.repeat(length);
      expect(sha256(text)).toBe(reference(text));
    }
  });

  it('agrees with node:crypto on any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 500 }), (text) => {
        expect(sha256(text)).toBe(reference(text));
      }),
      { numRuns: 2000 },
    );
  });

  it('agrees with node:crypto on a long text', () => {
    const text = 'déjà vu 🙂 '.repeat(20_000);
    expect(sha256(text)).toBe(reference(text));
  });
});
