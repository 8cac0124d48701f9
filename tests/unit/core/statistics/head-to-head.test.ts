import { headToHead } from '../../../../src/core/statistics/head-to-head';

describe('headToHead (methods section 13.3)', () => {
  it('gives half a win for a tie and leaves nulls out of the win rate', () => {
    expect(headToHead(['first', 'first', 'tie', 'second', 'null'])).toEqual({
      wins: 2,
      ties: 1,
      losses: 1,
      nulls: 1,
      winRate: 0.625,
    });
  });

  it('has no win rate when nothing was compared', () => {
    expect(headToHead(['null']).winRate).toBeNull();
    expect(headToHead([]).winRate).toBeNull();
  });
});
