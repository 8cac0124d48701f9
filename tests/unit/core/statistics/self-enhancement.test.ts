import { ownScoreExcess, selfEnhancement } from '../../../../src/core/statistics/self-enhancement';

describe('selfEnhancement (methods section 13.1)', () => {
  it('is what the judge gives its own responses above what the reference gives them', () => {
    expect(
      selfEnhancement([
        { own: 'first', judge: 'first', reference: 'second' },
        { own: 'second', judge: 'second', reference: 'second' },
        { own: 'second', judge: 'tie', reference: 'first' },
        { own: 'first', judge: 'second', reference: 'tie' },
        { own: 'first', judge: 'null', reference: 'first' },
        { own: 'first', judge: 'first', reference: 'null' },
      ]),
    ).toEqual({ compared: 4, judgeWinRate: 0.625, referenceWinRate: 0.375, bias: 0.25 });
  });

  it('has no value without a pair', () => {
    expect(selfEnhancement([])).toEqual({ compared: 0, judgeWinRate: null, referenceWinRate: null, bias: null });
  });
});

describe('ownScoreExcess (methods section 13.1)', () => {
  it('compares own samples only with outside ones that the panel scored the same', () => {
    expect(
      ownScoreExcess([
        { origin: 'own', score: 5, panelScore: 3 },
        { origin: 'own', score: 4, panelScore: 3 },
        { origin: 'outside', score: 3, panelScore: 3 },
        { origin: 'own', score: 2, panelScore: 1 },
        { origin: 'outside', score: 1, panelScore: 1 },
        { origin: 'outside', score: 3, panelScore: 1 },
        { origin: 'own', score: 5, panelScore: 5 },
        { origin: 'outside', score: 0, panelScore: 0 },
      ]),
    ).toEqual({ matched: 3, excess: (2 + 1 + 0) / 3 });
  });

  it('has no value without a match', () => {
    expect(ownScoreExcess([{ origin: 'own', score: 5, panelScore: 3 }])).toEqual({ matched: 0, excess: null });
  });
});
