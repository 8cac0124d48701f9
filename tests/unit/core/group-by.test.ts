import { groupBy } from '../../../src/core/group-by';

describe('groupBy', () => {
  it('keeps the order of the items, and of the keys by their first item', () => {
    const groups = groupBy([3, 1, 5, 2, 4], (item) => (item % 2 === 0 ? 'even' : 'odd'));
    expect([...groups]).toEqual([
      ['odd', [3, 1, 5]],
      ['even', [2, 4]],
    ]);
  });
});
