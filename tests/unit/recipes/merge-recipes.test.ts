import { mergeRecipes } from '../../../src/recipes/merge-recipes';

describe('mergeRecipes', () => {
  it('lays sections over each other field by field, and replaces everything else', () => {
    const under = {
      iterations: 2,
      responses: { perPrompt: 4, sampling: { topP: 0.9, temperature: 1 } },
      critics: [1, 2],
    };
    const over = { iterations: 3, responses: { sampling: { topP: 1 } }, critics: [3] };
    expect(mergeRecipes(under, over)).toEqual({
      iterations: 3,
      responses: { perPrompt: 4, sampling: { topP: 1, temperature: 1 } },
      critics: [3],
    });
  });

  it('replaces the whole of a section that becomes another kind, and merges one that stays what it is', () => {
    const under = { selection: { kind: 'margins', margin: 2, ownMargin: 1 } };
    expect(mergeRecipes(under, { selection: { kind: 'best-of-n' } })).toEqual({ selection: { kind: 'best-of-n' } });
    const same = { selection: { kind: 'margins', margin: 3, ownMargin: 1 } };
    expect(mergeRecipes(under, { selection: { kind: 'margins', margin: 3 } })).toEqual(same);
    expect(mergeRecipes(under, { selection: { margin: 3 } })).toEqual(same);
  });

  it('keeps what nobody typed over, and takes null for a value', () => {
    expect(mergeRecipes({ a: 1, b: { c: 2 } }, undefined)).toEqual({ a: 1, b: { c: 2 } });
    expect(mergeRecipes({ a: 1, b: 2 }, { a: undefined, b: null })).toEqual({ a: 1, b: null });
    expect(mergeRecipes({ a: { b: 1 } }, { a: 5 })).toEqual({ a: 5 });
  });

  it('changes neither of the two, and takes __proto__ for a field like any other', () => {
    const under = Object.freeze({ a: Object.freeze({ b: 1 }) });
    expect(mergeRecipes(under, { a: { c: 2 } })).toEqual({ a: { b: 1, c: 2 } });
    const merged = mergeRecipes({}, JSON.parse('{"__proto__": {"evil": true}}'));
    expect(Object.keys(merged ?? {})).toEqual(['__proto__']);
    expect(Object.getPrototypeOf(merged)).toBe(Object.prototype);
  });
});
