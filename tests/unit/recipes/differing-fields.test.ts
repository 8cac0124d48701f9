import { differingFields } from '../../../src/recipes/differing-fields';

describe('differingFields', () => {
  it('names the smallest field that differs, with both values', () => {
    const before = { run: 'x', dpo: { beta: 0.1, epochs: 1 }, endpoints: [1] };
    const after = { run: 'x', dpo: { beta: 0.2, epochs: 1 }, endpoints: [1, 2], added: true };
    expect(differingFields(before, after)).toEqual([
      { path: 'added', before: 'nothing', after: 'true' },
      { path: 'dpo.beta', before: '0.1', after: '0.2' },
      { path: 'endpoints', before: '[1]', after: '[1,2]' },
    ]);
  });

  it('finds nothing in equal values whatever the order of their members', () => {
    expect(differingFields({ a: 1, b: { c: 2 } }, { b: { c: 2 }, a: 1 })).toEqual([]);
  });
});
