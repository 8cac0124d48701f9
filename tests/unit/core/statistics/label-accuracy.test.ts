import { labelAccuracy } from '../../../../src/core/statistics/label-accuracy';

describe('labelAccuracy', () => {
  it('takes an unreadable verdict for a wrong one, and lets a win and a tie favour the label together', () => {
    expect(
      labelAccuracy([
        { label: 'first', forward: 'first', backward: 'first' },
        { label: 'first', forward: 'tie', backward: 'first' },
        { label: 'first', forward: 'first', backward: 'second' },
        { label: 'second', forward: 'null', backward: 'null' },
      ]),
    ).toEqual({ pairs: 4, forward: 0.5, backward: 0.5, both: 0.25, equal: 0.5, net: 0.5 });
  });

  it('has no share without a pair', () => {
    expect(labelAccuracy([])).toEqual({ pairs: 0, forward: null, backward: null, both: null, equal: null, net: null });
  });
});
