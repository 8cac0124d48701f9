import { positionBias } from '../../../../src/core/statistics/position-bias';

describe('positionBias (methods section 13.1)', () => {
  it('tells a judge that follows the slots from one that does not', () => {
    expect(
      positionBias([
        { forward: 'first', backward: 'first' },
        { forward: 'tie', backward: 'tie' },
        { forward: 'first', backward: 'second' },
        { forward: 'second', backward: 'first' },
        { forward: 'first', backward: 'tie' },
        { forward: 'null', backward: 'first' },
      ]),
    ).toEqual({ compared: 5, consistency: 0.4, firstSlot: 0.2, secondSlot: 0.2 });
  });

  it('is null when nothing was compared', () => {
    expect(positionBias([])).toEqual({ compared: 0, consistency: null, firstSlot: null, secondSlot: null });
  });
});
