import { digestOf } from '../../../src/core/digest';

describe('digestOf', () => {
  it('does not depend on the order of members or on undefined members', () => {
    expect(digestOf({ a: 1, b: [true, null] })).toBe(digestOf({ b: [true, null], c: undefined, a: 1 }));
  });

  it('tells different values apart', () => {
    const values = [null, 0, '0', [], {}, [0], { a: 0 }, { a: '0' }, 'é', 'e\u0301'];
    expect(new Set(values.map(digestOf)).size).toBe(values.length);
  });

  it('names its algorithm', () => {
    expect(digestOf('x')).toMatch(/^sha256:[0-9a-f]{64}$/);
  });
});
