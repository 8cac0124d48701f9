import { stepWins } from '../../../../src/core/process/step-wins';
import { comparison } from '../selection/candidates';

describe('stepWins (methods section 11.2)', () => {
  it('counts the won orders of all ordered pairs', () => {
    const wins = stepWins([
      comparison('a', 'b', 'first', 'first'),
      comparison('a', 'c', 'first', 'second'),
      comparison('b', 'c', 'tie', 'second'),
    ]);
    expect(Object.fromEntries(wins)).toEqual({ a: 3, b: 0, c: 2 });
  });

  it('leaves out a comparison that is null in one order, and who has no other', () => {
    const wins = stepWins([comparison('a', 'b', 'first'), comparison('b', 'c', 'null', 'second')]);
    expect(Object.fromEntries(wins)).toEqual({ a: 2, b: 0 });
  });
});
